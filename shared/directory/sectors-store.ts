/** The middles of postcode sectors, in one item of `access`; loaded by `npm run simd` from a look-up that has places. */
import { accessKeys } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import { pack, unpack } from '#referral/packed-store';
import type { Sectors } from './geography.ts';

const key = accessKeys.directory('SECTORS');
/** Undefined: the hub has only its invented ones. */
export const sectorsIn = async (table: Table): Promise<Sectors | undefined> => {
  const held = await table.get(key);
  return held && JSON.parse(unpack(String(held.data)));
};
export const sectorsItem = (sectors: Sectors): Item => ({ ...key, data: pack(JSON.stringify(sectors)) });
