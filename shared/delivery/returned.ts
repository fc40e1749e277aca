/** An e-mail to an organisation came back for good: which it was, and what follows for its lane and for how they can be reached. Pure. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { sameMail } from '#directory/ids';
import type { Instant } from '#platform/types';
import { recognise } from './messages.ts';
import { baseOf } from './outcomes.ts';
import type { Health, Lane, LaneMessage, ParkedLane } from './types.ts';

/** `turn`: the version of the lane when it was sent. `address`: the hash of where it went, for no address goes round in events. */
export type SentMail = LaneMessage & { turn: number; address: string };

export const addressHash = (mail: string): string => createHash('sha256').update(sameMail(mail)).digest('base64url');

/** SES takes no dots in a tag, and an id of the directory has no `_`. */
export const tagsOf = ({ party, referral, rev, turn, address }: SentMail): Record<string, string> => ({
  ...{ party: party.replaceAll('.', '_'), referral, rev: String(rev), turn: String(turn), address },
});
const like = (pattern: RegExp) => z.tuple([z.string().check(z.regex(pattern))]);
const tagged = z.object({
  ...{ party: like(/^[\w-]{1,64}$/), referral: like(/^[0-9a-z]{26}$/) },
  ...{ rev: like(/^\d{1,9}$/), turn: like(/^\d{1,9}$/), address: like(/^[\w-]{43}$/) },
});
/** Undefined: it was no e-mail to an organisation, about which nothing is done. */
export const sentMailOf = (tags: unknown): SentMail | undefined => {
  const { data } = tagged.safeParse(tags);
  if (!data) return undefined;
  const lane = { party: data.party[0].replaceAll('_', '.'), referral: data.referral[0], rev: Number(data.rev[0]) };
  const known = recognise(JSON.stringify(lane));
  return known.about === 'lane' ? { ...known.message, turn: Number(data.turn[0]), address: data.address[0] } : undefined;
};

const isOld = ({ againFrom, againAs }: Lane, { rev, turn }: SentMail): boolean =>
  againFrom !== undefined && againAs !== undefined && turn < againAs && rev >= againFrom;
const isKnown = (lane: Lane, { rev }: SentMail): boolean => lane.state === 'parked' && lane.reason === 'returned' && lane.done < rev;

/** The lane stands where that e-mail was not sent yet, and is given up until somebody mends the address. Undefined: it is no news. */
export const afterReturn = (lane: Lane, mail: SentMail, now: Instant): ParkedLane | undefined => {
  if (isOld(lane, mail) || isKnown(lane, mail)) return undefined;
  const before = mail.rev - 1;
  const told = lane.state === 'parked' ? Math.min(lane.told, before) : before;
  return { ...baseOf(lane), done: Math.min(lane.done, before), part: 0, state: 'parked', reason: 'returned', since: now, told, dueAt: now };
};

/** Undefined: nothing to note. Of two addresses the one counts that was written to later, in whatever order the news comes. */
export const healthAfterReturn = (health: Health, { address }: SentMail, sent: Instant): Health | undefined =>
  health.returnedOf !== undefined && health.returnedOf >= sent ? undefined : { ...health, returnedOf: sent, returnedFrom: address };

/** When the newest e-mail that came back from this address was sent; another address is not held to it. */
export const returnedOn = ({ returnedOf, returnedFrom }: Health, mail: string): Instant | undefined =>
  returnedFrom === addressHash(mail) ? returnedOf : undefined;
