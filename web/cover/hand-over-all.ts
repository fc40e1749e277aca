/** One command for each: what cannot be handed over keeps no other back, and what became of all of them is said on the page that follows. */
import { maySee } from '#identity/access-policy';
import type { PractitionerId } from '#identity/types';
import type { RefusalReason } from '#referral/refusals';
import type { ReferralId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { Words } from '#web/words/words';
import { act } from '#web/work/act';
import { holderOf, readReferralId } from '#web/work/case-data';
import type { Movable } from './reassign-page.ts';

type Because = keyof Words['cover']['reassign']['because'];
/** `because`: absent where it was handed over. */
export type Moved = { to: PractitionerId; rows: readonly { id: ReferralId; because?: Because }[] };
type Wanted = { act: 'hand-over' | 'reassign'; movable: readonly Movable[]; to: PractitionerId; note: string };

const becauseOf = (refusal: RefusalReason): Because => {
  if (refusal === 'not-found' || refusal === 'not-allowed') return 'not-yours';
  return refusal === 'wrong-status' || refusal === 'busy' ? refusal : 'other';
};
/** Sent twice: they have it already. */
const isTheirs = async (id: ReferralId, to: PractitionerId, { who, ports }: Visit): Promise<boolean> => {
  const referral = (await ports.fhir.carryOut.store.load(id))?.referral;
  return referral !== undefined && maySee(who.caller, referral) && holderOf(referral) === to;
};
const handOver = async (id: ReferralId, { act: type, movable, to, note }: Wanted, visit: Visit): Promise<Because | undefined> => {
  const one = movable.find((row) => row.id === id);
  if (!one) return (await isTheirs(id, to, visit)) ? undefined : 'not-yours';
  const there = await visit.ports.fhir.directory.practitionersOf(one.practice);
  if (!there.some((practitioner) => practitioner.id === to)) return 'other-practice';
  const done = await act(visit, id, { type, to, ...(note ? { note } : {}) });
  return done.ok || done.because === 'same-practitioner' ? undefined : becauseOf(done.because);
};

const context = ({ who }: Visit): string => `handed over ${who.user.id}`;
/** What was done, sealed into an address for whoever did it: opaque, and Back works. */
export const handOverAll = async (ids: readonly string[], wanted: Wanted, visit: Visit): Promise<string> => {
  const rows: Moved['rows'][number][] = [];
  for (const id of ids.flatMap((text) => readReferralId(text) ?? [])) {
    const because = await handOver(id, wanted, visit);
    rows.push(because ? { id, because } : { id });
  }
  return visit.ports.fhir.keys.seal(JSON.stringify({ to: wanted.to, rows } satisfies Moved), context(visit));
};
export const movedIn = async (sealed: string, visit: Visit): Promise<Moved | undefined> => {
  const text = await visit.ports.fhir.keys.open(sealed, context(visit));
  return text === undefined ? undefined : JSON.parse(text);
};
