/** Entries of an invented directory, as if ALISS had just been read. */
import { putSnapshot } from '#directory/aliss/snapshot-store';
import type { AlissService } from '#directory/aliss/types';
import type { Instant, Table } from '#platform/types';

type Given = Partial<AlissService> & Pick<AlissService, 'id' | 'name'>;
const whole = (one: Given): AlissService => ({ organisation: one.name, categories: [], access: [], groups: [], serves: [], places: [], ...one });
/** All that there is of it from now on. */
export const storeAliss = (access: Table, at: Instant, ...services: readonly Given[]) =>
  putSnapshot(services.map(whole), { licence: 'CC BY 4.0', to: [{ text: 'Invented' }] }, { table: access, at, besides: () => [] });
