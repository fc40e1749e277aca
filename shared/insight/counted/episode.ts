/** One referral of a person as it is counted, from its commits alone. */
import type { Instant, LocalDate } from '#platform/types';
import { type ClosingCode, isClosingCode } from '#referral/closing';
import { contactsOf } from '#referral/contacts';
import { needCodeOf } from '#referral/needs';
import type { Commit, Contact, Event, NeedCode, RequestFacts } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { type OptOut, optOutIn } from './opted-out.ts';
import { type SentOn, sentOnIn } from './sent-on.ts';

/** `rejected`: at triage. `other-words`: its sender used no reason of the programme's list. */
export type EndReason = ClosingCode | 'rejected' | 'other-words';
export type Episode = {
  facts: RequestFacts;
  receivedAt: Instant;
  receivedOn: LocalDate;
  /** Since when a practitioner has it. */
  acceptedAt?: Instant;
  /** When she first recorded what the person needs. */
  assessedAt?: Instant;
  needs: readonly NeedCode[];
  primary?: NeedCode;
  /** Oldest first; none that was struck out. */
  contacts: readonly Contact[];
  ended?: { at: Instant; reason: EndReason /** The hub did not find the practice unreachable since. */; told: boolean };
  sentOn: readonly SentOn[];
  optedOut?: OptOut;
};

type Of<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Happened<Type extends Event['type']> = { at: Instant; event: Of<Type> };
const isOf =
  <Type extends Event['type']>(types: readonly Type[]) =>
  (event: Event): event is Of<Type> =>
    types.some((type) => type === event.type);
const all = <Type extends Event['type']>(commits: readonly Commit[], ...types: Type[]): Happened<Type>[] =>
  commits.flatMap(({ at, events }) => events.filter(isOf(types)).map((event) => ({ at, event })));

const reasonOf = (event: Of<'rejected' | 'completed' | 'failed' | 'cancelled'>): EndReason => {
  if (event.type === 'rejected') return 'rejected';
  const codes = event.type === 'completed' ? event.outcomes.flatMap(({ code }) => code ?? []) : [event.reason.code];
  return codes.find(isClosingCode) ?? 'other-words';
};
const endOf = (commits: readonly Commit[]): Episode['ended'] => {
  const end = all(commits, 'rejected', 'completed', 'failed', 'cancelled').at(-1);
  const unreached = all(commits, 'practice-not-reached').at(-1);
  return end && { at: end.at, reason: reasonOf(end.event), told: unreached === undefined || unreached.at < end.at };
};
const needsOf = ({ need }: RequestFacts, found: Happened<'needs-recorded'> | undefined): Pick<Episode, 'needs' | 'primary'> => {
  if (found) return { needs: found.event.needs, primary: found.event.primary };
  const asked = needCodeOf(need);
  return asked ? { needs: [asked], primary: asked } : { needs: [] };
};

/** Undefined: a draft that was never sent, or entered in error. */
export const episodeOf = (commits: readonly Commit[]): Episode | undefined => {
  const [submitted] = all(commits, 'submitted');
  const received = submitted?.event.draft ? all(commits, 'activated')[0] : submitted;
  if (!submitted || !received || all(commits, 'marked-as-error').length > 0) return undefined;
  const [accepted, needs] = [all(commits, 'accepted')[0], all(commits, 'needs-recorded')];
  const [ended, optedOut] = [endOf(commits), optOutIn(commits)];
  const contacts = contactsOf(commits).flatMap(({ contact, struck }) => (struck ? [] : [contact]));
  return {
    facts: submitted.event.facts,
    receivedAt: received.at,
    receivedOn: londonDate(received.at),
    ...(accepted ? { acceptedAt: accepted.at } : {}),
    ...(needs[0] ? { assessedAt: needs[0].at } : {}),
    ...needsOf(submitted.event.facts, needs.at(-1)),
    contacts: contacts.reverse(),
    ...(ended ? { ended } : {}),
    ...(optedOut ? { optedOut } : {}),
    sentOn: sentOnIn(commits),
  };
};
