/** What keeps machines out without a script and without anybody else: a field that must stay empty, a time that filling in takes, and so many in an hour. */
import type { PracticeId } from '#identity/types';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Instant, Table } from '#platform/types';
import type { WebPorts } from '#web/ports';

/** Milliseconds: nobody reads and fills in the page in less, and nobody's page stays open for longer. */
const [shortest, longest] = [3000, 24 * 3_600_000];
/** Requests of one practice in an hour: several times what any has had, and few enough to be read. */
const mostInAnHour = 30;

const context = (practice: PracticeId) => `self-referral ${practice}`;
/** When the form was opened, sealed. */
export const stampOf = (at: Instant, practice: PracticeId, { fhir }: WebPorts): Promise<string> => fhir.keys.seal(at, context(practice));
export const stampSays = async (stamp: string, practice: PracticeId, now: Instant, { fhir }: WebPorts): Promise<'right' | 'quick' | 'stale'> => {
  const opened = stamp === '' ? undefined : await fhir.keys.open(stamp, context(practice));
  if (opened === undefined || later(opened as Instant, longest) < now) return 'stale';
  return later(opened as Instant, shortest) > now ? 'quick' : 'right';
};

/** Counts one more; false where it is one too many. What cannot be counted is let through: somebody waits for an answer. */
export const isWithin = async (practice: PracticeId, now: Instant, access: Table): Promise<boolean> => {
  const key = accessKeys.selfReferrals(practice, now.slice(0, 13));
  const over = Math.floor(millisecondsOf(now) / 1000) + 2 * 3600;
  const when = { absentOrBelow: { attribute: 'count', value: mostInAnHour } };
  return (await access.write([{ update: key, add: { count: 1 }, set: { [expiresAt]: over }, when }])).outcome !== 'condition-failed';
};
