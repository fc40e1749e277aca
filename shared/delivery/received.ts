/** How far an onward referral has come: sent, received, not delivered, answered. Read from the lanes as delivery leaves them; nothing is written for it. */
import { keys } from '#platform/tables';
import type { Table } from '#platform/types';
import type { Commit, Onward, OnwardId, ReferralId } from '#referral/types';

/** `received`: the organisation's system took it. `mailed`: the letter with its link went out, and nobody can know who read it. */
export type Stage = 'sent' | 'received' | 'mailed' | 'not-delivered' | 'answered';
/** `by`: how the organisation is told now. */
type Told = { referral: ReferralId; commits: readonly Commit[]; onward: readonly Onward[]; by(organisation: string): 'webhook' | 'mail' };

/** By party: the commit up to which everything was delivered. A query, since who only looks may get no lane by its key. */
const deliveredTo = async (work: Table, party: string, referral: ReferralId): Promise<number> => {
  const lane = keys.lane(referral);
  const { items } = await work.query({ pk: keys.endpoint(party), from: lane, to: lane });
  return Number(items[0]?.done ?? 0);
};
const sentIn = (commits: readonly Commit[], id: OnwardId): number | undefined =>
  commits.find(({ events }) => events.some((event) => event.type === 'referred-on' && event.facts.id === id))?.rev;

const stageOf = (onward: Onward, rev: number | undefined, done: number, by: 'webhook' | 'mail'): Stage => {
  if (onward.status !== 'requested' || onward.question) return 'answered';
  if (onward.undeliveredAt) return 'not-delivered';
  if (rev === undefined || done < rev) return 'sent';
  return by === 'mail' ? 'mailed' : 'received';
};

/** Of each onward referral of one referral; one read for each organisation. */
export const receivedOf = async (work: Table, { referral, commits, onward, by }: Told): Promise<Map<OnwardId, Stage>> => {
  const parties = [...new Set(onward.map(({ organisation }) => organisation))];
  const done = new Map(await Promise.all(parties.map(async (party) => [party, await deliveredTo(work, party, referral)] as const)));
  return new Map(onward.map((one) => [one.id, stageOf(one, sentIn(commits, one.id), done.get(one.organisation) ?? 0, by(one.organisation))]));
};

type Waiting = { referral: ReferralId; organisation: string };
const nameOf = ({ referral, organisation }: Waiting): string => `${referral} ${organisation}`;
/** For lists, without the commits: whether an organisation was told of a referral at all. One read for each. */
export const toldIn = async (work: Table, waiting: readonly Waiting[]): Promise<(one: Waiting) => boolean> => {
  const done = await Promise.all(waiting.map(({ referral, organisation }) => deliveredTo(work, organisation, referral)));
  const told = new Set(waiting.flatMap((one, n) => ((done[n] ?? 0) > 0 ? [nameOf(one)] : [])));
  return (one) => told.has(nameOf(one));
};
