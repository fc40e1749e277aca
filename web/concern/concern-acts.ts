/** What follows a concern: somebody has it, something happened, it is closed. Each is a version; who lost a race is told. */
import { isToldOf } from '#identity/concern-policy';
import { acknowledge, addTo, type Concern, close } from '#people/concern';
import { concernAddress, concernStore } from '#people/concern-store';
import type { Page, Result, Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { concernShown, readableConcern } from './concern-page.ts';

const everybody = ['practitioner', 'staff', 'manager'] as const;
const longest = 2000;
type Done = 'acknowledged' | 'added' | 'closed';
/** `after` undefined: it was done before. */
const kept = async (before: Concern, after: Concern | undefined, did: Done, { ports }: Submitted): Promise<Result> => {
  const to = `/app/concerns/${concernAddress(before)}`;
  if (!after) return { go: to };
  const { outcome } = await concernStore(ports.fhir.referrals).write(after, before);
  if (outcome === 'written') return { go: `${to}?did=${did}` };
  return { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
};
const actorOf = ({ who }: Submitted) => ({ user: who.user.id, name: who.user.name });

const acknowledged: NonNullable<Page['post']> = async (visit) => {
  const concern = await readableConcern(visit);
  if (!concern || !isToldOf(visit.who, concern)) return { trouble: 'missing' };
  return kept(concern, acknowledge(concern, actorOf(visit), visit.at), 'acknowledged', visit);
};
const added: NonNullable<Page['post']> = async (visit) => {
  const concern = await readableConcern(visit);
  if (!concern) return { trouble: 'missing' };
  if (concern.closed) return { trouble: 'changed' };
  const read = fieldReader(visit.form, visit.words);
  const text = read.needed('text', longest);
  if (!read.isRight()) return concernShown(concern, { form: visit.form, faults: read.faults() }, visit);
  return kept(concern, addTo(concern, actorOf(visit), visit.at, text), 'added', visit);
};
const closed: NonNullable<Page['post']> = async (visit) => {
  const concern = await readableConcern(visit);
  if (!concern || !isToldOf(visit.who, concern)) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const outcome = read.needed('outcome', longest);
  if (!read.isRight()) return concernShown(concern, { form: visit.form, faults: read.faults() }, visit);
  return kept(concern, close(concern, actorOf(visit), visit.at, outcome), 'closed', visit);
};
const shown: NonNullable<Page['get']> = async (visit) => {
  const concern = await readableConcern(visit);
  return concern ? concernShown(concern, { form: visit.kept }, visit) : { trouble: 'missing' };
};

export const concernPagesOfOne: readonly Page[] = [
  { path: '/app/concerns/{concern}', for: everybody, get: shown },
  { path: '/app/concerns/{concern}/acknowledge', for: everybody, post: acknowledged },
  { path: '/app/concerns/{concern}/add', for: everybody, get: shown, post: added },
  { path: '/app/concerns/{concern}/close', for: everybody, get: shown, post: closed },
];
