/** What is recorded of an invented person beside the referral itself: goals, measures and a concern, as the pages record them. */
import type { Goal } from 'fhir/r4.js';
import type { FhirPorts } from '#fhir/ports';
import type { PractitionerCaller } from '#identity/types';
import { concernStore } from '#people/concern-store';
import { instruments } from '#people/instruments';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Referral, ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { fhirAs } from '#web/frame/fhir';
import { newGoal, withProgress } from '#web/matters/goal-resource';
import { observationOf } from '#web/measures/measurement';
import { type Deed, type Invented, instantIn, workingDay } from './script.ts';

export const practitioner = {
  kind: 'practitioner',
  practitioner: 'catriona-weir',
  practices: ['birchtree'],
  client: 'user.catriona-weir',
} as unknown as PractitionerCaller;
/** A call that came through no door. */
export const plainCall = (at: Instant) => ({
  ...{ method: 'POST', path: '/fhir/ServiceRequest', rawQuery: '', pathParameters: {}, cookies: {}, requestId: 'demo', receivedAt: at },
  ...{ header: () => undefined, headers: {}, body: new Uint8Array() },
});

const recorded = ['agree', 'measure'] as const;
export type RecordedDeed = Extract<Deed, { does: (typeof recorded)[number] }>;
export const isRecorded = (deed: Deed): deed is RecordedDeed => recorded.some((one) => one === deed.does);

type Asked = { method: 'POST' | 'PUT'; path: string; body: unknown; headers?: Record<string, string> };
const ask = async (asked: Asked, at: Instant, ports: FhirPorts): Promise<{ id: string }> => {
  const answer = await fhirAs(practitioner, plainCall(at), ports, { ...asked, headers: { prefer: 'return=representation', ...asked.headers } });
  if (answer.status >= 300) throw new Error(`the demo's ${asked.path} was refused: ${JSON.stringify(answer.body)}`);
  return answer.body as { id: string };
};
const person = ({ person: id }: Referral): string => `Patient/${id}`;

const agree = async ({ goal, ...deed }: Extract<Deed, { does: 'agree' }>, referral: Referral, now: Instant, ports: FhirPorts) => {
  const at = instantIn(deed, now);
  const { since, dueIn, ...plan } = goal;
  const due = dueIn === undefined ? {} : { due: workingDay(londonDate(now), dueIn) };
  const made = (await ask({ method: 'POST', path: 'Goal', body: newGoal({ ...plan, ...due }, person(referral), londonDate(at)) }, at, ports)) as Goal;
  if (!since) return;
  const later = withProgress(made, { ...since, at: now, today: londonDate(now), by: 'Practitioner/catriona-weir' });
  await ask({ method: 'PUT', path: `Goal/${made.id}`, body: later, headers: { 'if-match': 'W/"1"' } }, now, ports);
};
const measure = async ({ values, ...deed }: Extract<Deed, { does: 'measure' }>, referral: Referral, now: Instant, ports: FhirPorts) => {
  const at = instantIn(deed, now);
  const given = instruments.ons4.map(({ code }, n) => ({ code, text: String(values[n]) }));
  const made = {
    instrument: 'ons4',
    name: 'ONS4',
    day: londonDate(at),
    person: referral.person,
    referral: referral.id,
    practitioner: 'catriona-weir',
  } as const;
  await ask({ method: 'POST', path: 'Observation', body: observationOf({ ...made, values: given }) }, at, ports);
};
const loadedFor = async (id: ReferralId, ports: FhirPorts): Promise<Referral> => {
  const referral = (await ports.carryOut.store.load(id))?.referral;
  if (!referral) throw new Error('a referral of the demo is gone');
  return referral;
};
export const raise = async (concern: NonNullable<Invented['concern']>, id: ReferralId, now: Instant, ports: FhirPorts): Promise<void> => {
  const { person: about, practice, area } = await loadedFor(id, ports);
  const { words, kind, told, next, hoursAgo } = concern;
  const raisedAt = later(now, -hoursAgo * 3_600_000);
  const written = await concernStore(ports.referrals).write({
    ...{ id: ports.ids.short(), person: about, practice, area, referral: id, versionId: 1, raisedAt },
    raisedBy: { user: 'catriona-weir', name: 'Catriona Weir', practitioner: practitioner.practitioner },
    ...{ words, kinds: [kind], danger: false, told: [{ who: told, at: raisedAt }], next, added: [] },
  });
  if (written.outcome !== 'written') throw new Error('the demo could not keep a concern');
};

export const record = async (deed: RecordedDeed, id: ReferralId, now: Instant, ports: FhirPorts): Promise<void> => {
  const referral = await loadedFor(id, ports);
  return deed.does === 'agree' ? agree(deed, referral, now, ports) : measure(deed, referral, now, ports);
};
