/** Whether a person would not have what a referral offers: what programmes must know that press people, or pass on too much. */
import type { ConsentStatement } from '#people/types';
import type { Commit, Event } from '#referral/types';

/** `permission`: to be referred, or to pass something on, for all organisations or for some. `stopped`: the referral itself. */
export type OptOut = 'permission' | 'stopped';
const unwanted: readonly string[] = ['person-stopped', 'person-declined'];

const statementsIn = (event: Event): readonly ConsentStatement[] => {
  switch (event.type) {
    case 'submitted':
      return event.facts.consents ?? [];
    case 'referred-on':
      return event.consents ?? [];
    case 'consent-recorded':
      return [event.statement];
    default:
      return [];
  }
};
const endsUnwanted = (event: Event): boolean =>
  (event.type === 'rejected' || event.type === 'failed' || event.type === 'cancelled') && unwanted.includes(event.reason.code);

/** Once of a referral; a permission that was refused or taken back before all else. */
export const optOutIn = (commits: readonly Commit[]): OptOut | undefined => {
  const events = commits.flatMap((commit) => commit.events);
  if (events.flatMap(statementsIn).some(({ gives }) => !gives)) return 'permission';
  return events.some(endsUnwanted) ? 'stopped' : undefined;
};
