/** How services usually answer, read from the latest requests to their organisation: a bounded look back, remembered for ten minutes. Nothing is written for it. */
import { alreadySupportingCode } from '#insight/counted/sent-on';
import { kept } from '#platform/kept';
import { indexKeys } from '#platform/tables';
import { later } from '#platform/time';
import type { Clock, Instant, Table } from '#platform/types';
import { referralOf } from '#referral/referral-items';
import { readCommits } from '#referral/referral-store';
import type { Commit, ReferralId } from '#referral/types';
import { calendar, londonDate, workingDaysBetween } from '#referral/working-days';
import { type Asked, type Usual, usualFrom } from './usual.ts';

/** So many of the open and so many of the closed ones, the newest first. */
const lookBack = 20;
const milliseconds = 10 * 60_000;

const referralsOf = async (table: Table, organisation: string): Promise<ReferralId[]> => {
  const pages = await Promise.all(
    [true, false].map((open) => table.query({ index: 'party', pk: indexKeys.partyOf('O', organisation, open), backwards: true, limit: lookBack })),
  );
  return [...new Set(pages.flatMap(({ items }) => items.map(({ pk }) => referralOf(pk.replace(/^REF#/, '')))))];
};

/** "We support this person already" is neither yes nor no, and stands outside. */
const askedIn = (commits: readonly Commit[], organisation: string): Asked[] => {
  const sent = new Map<string, Asked>();
  const answered = (id: string, answer: 'yes' | 'no', at: Instant) => {
    const one = sent.get(id);
    if (!one || one.answer) return;
    sent.set(id, { ...one, answer, days: workingDaysBetween(londonDate(one.sentAt as Instant), londonDate(at), calendar()) });
  };
  for (const { events, at } of commits)
    for (const event of events) {
      if (event.type === 'referred-on' && event.facts.organisation === organisation) {
        const { id, service, sentAt } = event.facts;
        sent.set(id, { sentAt, ...(service === undefined ? {} : { service }) });
      } else if (event.type === 'onward-accepted') answered(event.onward, 'yes', at);
      else if (event.type === 'onward-declined' && event.reason.code !== alreadySupportingCode) answered(event.onward, 'no', at);
      else if (event.type === 'onward-marked-as-error') sent.delete(event.onward);
    }
  return [...sent.values()];
};

export type Usuals = { /** Undefined: new here. */ usualOf(organisation: string, service: string): Promise<Usual | undefined> };
/** `table`: of referrals. */
export const usuals = (table: Table, clock: Clock): Usuals => {
  const known = kept<Promise<Asked[]>>(500, clock);
  const askedOf = (organisation: string): Promise<Asked[]> => {
    const held = known.get(organisation);
    if (held) return held;
    const reading = referralsOf(table, organisation)
      .then((referrals) => Promise.all(referrals.map((referral) => readCommits(table, referral))))
      .then((all) => all.flatMap((commits) => askedIn(commits, organisation)));
    known.put(organisation, reading, later(clock.now(), milliseconds));
    reading.catch(() => known.drop(organisation));
    return reading;
  };
  return { usualOf: async (organisation, service) => usualFrom((await askedOf(organisation)).filter((one) => one.service === service)) };
};
