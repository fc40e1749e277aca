/** Whether e-mails to an organisation come back: what delivery noted, until they have another address or answered since. */
import { returnedOn } from '#delivery/returned';
import type { Health } from '#delivery/types';
import type { Organisation } from '#directory/types';
import { indexKeys } from '#platform/tables';
import type { Instant, LocalDate, Table } from '#platform/types';
import { fromItems } from '#referral/referral-items';
import type { Onward } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { Visit } from '#web/frame/page';

/** Of the open and the closed requests of theirs, so many that changed last are looked at. */
const most = 20;
const notTheirs: readonly Onward['status'][] = ['requested', 'cancelled', 'entered-in-error'];
const isAnswer = ({ status, cancellation, task, question }: Onward, since: Instant): boolean =>
  (!notTheirs.includes(status) && !cancellation && task.lastUpdated > since) || (question !== undefined && question.at > since);

const haveAnswered = async (referrals: Table, id: Organisation['id'], since: Instant): Promise<boolean> => {
  const query = (open: boolean) => referrals.query({ index: 'party', pk: indexKeys.partyOf('O', id, open), backwards: true, limit: most });
  const keys = (await Promise.all([query(true), query(false)])).flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk })));
  const found = keys.length === 0 ? [] : await referrals.getAll(keys);
  return fromItems(found.flatMap((item) => item ?? [])).onward.some(({ onward }) => isAnswer(onward, since));
};

/** The day of the newest e-mail that came back; `health`: as it stands of them. */
export const mailReturned = async (
  { id, mail }: Pick<Organisation, 'id' | 'mail'>,
  health: Health,
  { ports: { fhir } }: Visit,
): Promise<LocalDate | undefined> => {
  const sent = mail === undefined ? undefined : returnedOn(health, mail);
  return sent === undefined || (await haveAnswered(fhir.referrals, id, sent)) ? undefined : londonDate(sent);
};
