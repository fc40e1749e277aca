/** An invented year and a half in memory, put right afterwards here and there, and counted while it is lived. */
import { directoryStore } from '#directory/directory-store';
import { hoursOfPractice } from '#directory/hours';
import type { PracticeId } from '#identity/types';
import { countAll, type ToCount } from '#insight/counting-store';
import { personOf, readLife } from '#insight/life-store';
import type { Recounting } from '#insight/recount-store';
import { doingIn } from '#local/simulate/doing';
import { live } from '#local/simulate/live';
import { type Programme, usualLife } from '#local/simulate/programme';
import { demoTable, quintileOf } from '#people/simd';
import { memoryTable } from '#platform/memory-table';
import type { LocalDate, Table } from '#platform/types';
import type { PersonId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import type { Hours } from './compared.ts';
import { putRight } from './put-right.ts';
import { hoursIn } from './recount/hours.ts';

/** A council that keeps a day more than Scotland and one less. */
export const closed = calendar({ extra: ['2025-09-29', '2026-05-25'], without: ['2025-12-26'] });
export type Lived = Awaited<ReturnType<typeof lived>>;

const macs = { mac: async (purpose: string, text: string) => `${purpose} ${text}` };
const counting = (work: Table, referrals: Table): Recounting => {
  const lives = { referrals, quintileOf: async (postcode: string | undefined) => quintileOf(postcode, demoTable) };
  return {
    ...{ table: work, lives },
    readLife: (person, known) => readLife(person, known, lives),
    personOf: (referral) => personOf(referral, lives),
    closedDays: async () => closed,
    ids: { bytes: (length) => new Uint8Array(length) },
    pause: async () => {},
  };
};
const toCount = (pk: string): ToCount[] => {
  const [kind, id = ''] = pk.split('#');
  if (kind === 'REF') return [{ referral: id as ReferralId }];
  return kind === 'PERSON' ? [{ person: id as PersonId }] : [];
};
const counted = async (pks: Iterable<string>, deps: Recounting): Promise<void> => {
  const { failed } = await countAll([...pks].flatMap(toCount), deps);
  if (failed.length > 0) throw new Error('not counted', { cause: failed[0] });
};

const hoursOf = async ({ practices }: Programme, access: ReturnType<typeof memoryTable>) => {
  const directory = directoryStore(access);
  const teams = new Map<string, { id: PracticeId; team: Awaited<ReturnType<typeof directory.practitionersOf>> }>();
  for (const { id } of practices) teams.set(id, { id, team: await directory.practitionersOf(id) });
  const hub: Hours['hub'] = (practice, day) => {
    const there = teams.get(practice);
    return there && hoursOfPractice(there.team, there.id, day as LocalDate);
  };
  const shared = [...teams.values()].flatMap(({ team }) => team.filter((one) => one.practices.length > 1).map(({ wte = [] }) => wte[0]?.parts !== undefined));
  return { hub, recounted: hoursIn(access.all()), entered: { byPractice: shared.filter((is) => is).length, together: shared.filter((is) => !is).length } };
};

/** Of one person or referral in twelve each change is counted at once, of the others all of it at the end, and some of it twice. */
export const lived = async (seed: number, size: { people: number; practices: number }) => {
  const [inner, access, work] = [memoryTable(), memoryTable(), memoryTable()];
  const deps = counting(work, inner);
  const later = new Set<string>();
  let atOnce = 0;
  const write: Table['write'] = async (writes) => {
    const done = await inner.write(writes);
    for (const pk of new Set(writes.flatMap((one) => ('put' in one ? one.put.pk : 'update' in one ? one.update.pk : [])))) {
      if (pk.charCodeAt(pk.length - 1) % 12 > 0) later.add(pk);
      else if (toCount(pk).length > 0) {
        atOnce += 1;
        await counted([pk], deps);
      }
    }
    return done;
  };
  const referrals: Table = { ...inner, write };
  const { programme } = await live({ ...usualLife, seed, from: '2025-05', months: 18, organisations: 15, ...size }, { referrals, access });
  const doing = doingIn(programme, { referrals, access }, macs, { commit: () => {}, refused: () => {} });
  const changes = await putRight(programme, { table: referrals, all: () => inner.all(), carryOut: doing.carryOut });
  await counted(later, deps);
  await counted([...later].filter((_, n) => n % 4 === 0).reverse(), deps);
  return { programme, work, changes, items: inner.all(), hours: await hoursOf(programme, access), counted: { atOnce, atTheEnd: later.size }, deps };
};
