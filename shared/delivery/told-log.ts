/** What an organisation was told and what waits for it: read from its lanes and the commits. No body, no referral, nobody: the hash says which bytes. */
import { createHash } from 'node:crypto';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Table } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { headRev, lanesOf } from './lane-store.ts';
import { lettersOf, tellingOf } from './letters.ts';
import type { DeliveryPorts } from './ports.ts';
import type { Lane, NoticeType } from './types.ts';

export type ToldState = 'delivered' | 'waiting' | 'given-up' | 'sending';
export type ToldRow = {
  /** When what it tells of happened. */
  at: Instant;
  type: NoticeType;
  webhookId: string;
  /** SHA-256 of the body, in base64url. */
  hash: string;
  state: ToldState;
  /** Of the first that waits: tries used up, the last outcome in a word, and when the next try is. */
  tries?: number;
  last?: string;
  triedAt?: Instant;
  dueAt?: Instant;
};
type LogPorts = { referrals: Table; work: Table } & Pick<DeliveryPorts, 'readCommits' | 'applyCommit' | 'baseUrl'>;

/** Newest changed referrals looked at, of the open and the closed ones each; rows shown. */
const [mostReferrals, mostRows] = [20, 50];

const recent = async (party: string, referrals: Table): Promise<ReferralId[]> => {
  const query = (open: boolean) => referrals.query({ index: 'party', pk: indexKeys.partyOf('O', party, open), backwards: true, limit: mostReferrals });
  const pages = await Promise.all([query(true), query(false)]);
  const found = pages.flatMap(({ items }) => items.map(({ pk }) => pk.slice(keys.referral('').length) as ReferralId));
  return [...new Set(found)];
};
const stateOf = (rev: number, lane: Lane | undefined): Pick<ToldRow, 'state' | 'tries' | 'last' | 'triedAt' | 'dueAt'> => {
  if (lane && rev <= lane.done) return { state: 'delivered' };
  if (lane?.state === 'parked') return { state: 'given-up' };
  if (lane?.state !== 'waiting') return { state: 'sending' };
  const { attempt: tries, last, triedAt, dueAt } = lane;
  return rev === headRev(lane) ? { state: 'waiting', tries, last, triedAt, dueAt } : { state: 'waiting' };
};
const rowsOf = async (party: string, referral: ReferralId, lane: Lane | undefined, ports: LogPorts): Promise<ToldRow[]> => {
  const story = tellingOf(await ports.readCommits(referral), ports.applyCommit);
  const times = new Map(story.map(({ commit }) => [commit.rev, commit.at]));
  return lettersOf(story, { party, done: 0, part: 0 }, ports.baseUrl).flatMap(({ rev, notice, id, body }) => {
    const at = times.get(rev);
    const hash = createHash('sha256').update(body).digest('base64url');
    return at ? [{ at, type: notice.type, webhookId: id, hash, ...stateOf(rev, lane) }] : [];
  });
};

/** Newest first. `waiting`, `givenUp`: lanes, of all there are. */
export const toldLog = async (party: string, ports: LogPorts): Promise<{ rows: ToldRow[]; waiting: number; givenUp: number }> => {
  const lanes = new Map<ReferralId, Lane>();
  for await (const lane of lanesOf(ports.work, party)) lanes.set(lane.referral, lane);
  const referrals = await recent(party, ports.referrals);
  const rows = (await Promise.all(referrals.map((referral) => rowsOf(party, referral, lanes.get(referral), ports)))).flat();
  const inState = (state: Lane['state']) => [...lanes.values()].filter((lane) => lane.state === state).length;
  return { rows: rows.toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, mostRows), waiting: inState('waiting'), givenUp: inState('parked') };
};
