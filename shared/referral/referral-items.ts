/** A referral as items of the `referrals` table, and back. */
import { commitShards, indexKeys, keys, shardOf } from '#platform/tables';
import type { Instant, Item } from '#platform/types';
import { dueKey, visitKey } from './due.ts';
import { isOpen } from './edges.ts';
import { type OnwardRow, rowsFrom, rowText } from './onward-rows.ts';
import { packedNeeds, plainNeeds } from './packed-needs.ts';
import type { Commit, Onward, Referral, ReferralId, Version } from './types.ts';

const latest = (one: { serviceRequest: Version; task: Version }): Instant =>
  one.task.lastUpdated > one.serviceRequest.lastUpdated ? one.task.lastUpdated : one.serviceRequest.lastUpdated;
const index = (name: string, at: { pk: string; sk: string } | undefined) => (at ? { [`${name}Pk`]: at.pk, [`${name}Sk`]: at.sk } : {});

export const shortOf = (onward: string): string => onward.slice(onward.indexOf('-') + 1);
/** The referral that a Task's or ServiceRequest's id belongs to: the part before the dash. */
export const referralOf = (id: string): ReferralId => (id.split('-')[0] ?? id) as ReferralId;

export const headItem = (referral: Referral): Item => {
  const { onward: _, ...head } = referral;
  return {
    pk: keys.referral(referral.id),
    sk: keys.head,
    rev: referral.rev,
    data: JSON.stringify(packedNeeds(head)),
    ...(referral.onward.length > 0 ? { row: rowText(referral) } : {}),
    ...index('party', { pk: indexKeys.partyOf('P', referral.practice, isOpen(referral.status)), sk: `${latest(referral)}#${referral.id}` }),
    ...index('fixed', { pk: indexKeys.person(referral.person), sk: referral.id }),
    ...index('due', visitKey(referral)),
  };
};
export const onwardItem = (onward: Onward, rev: number, referral: string): Item => ({
  pk: keys.referral(referral),
  sk: keys.onward(shortOf(onward.id)),
  rev,
  data: JSON.stringify(onward),
  ...index('party', { pk: indexKeys.partyOf('O', onward.organisation, isOpen(onward.status)), sk: `${latest(onward)}#${onward.id}` }),
  ...index('due', dueKey(onward)),
});
const letters = { ServiceRequest: 'S', Task: 'T' } as const;
/** `T3 S.00000001:1`: the referral's Task is version 3, the onward ServiceRequest 00000001 version 1. Ids at length would cost a write unit. */
const touchedText = (touched: Commit['touched']): string =>
  touched.map(({ type, id, versionId }) => `${letters[type]}${id.includes('-') ? `.${shortOf(id)}` : ''}:${versionId}`).join(' ');
const touchedFrom = (text: string, referral: string): Commit['touched'] =>
  text.split(' ').flatMap((one) => {
    const [, letter, short, versionId] = /^([ST])(?:\.(\w+))?:(\d+)$/.exec(one) ?? [];
    return letter
      ? [
          {
            type: letter === 'S' ? ('ServiceRequest' as const) : ('Task' as const),
            id: (short ? `${referral}-${short}` : referral) as ReferralId,
            versionId: Number(versionId),
          },
        ]
      : [];
  });

export const commitItem = (commit: Commit): Item => {
  const { referral, rev, touched, ...rest } = commit;
  return {
    pk: keys.referral(referral),
    sk: keys.commit(rev),
    data: JSON.stringify({ ...rest, touched: touchedText(touched) }),
    ...index('fixed', { pk: indexKeys.commitMinute(commit.at, shardOf(referral, commitShards)), sk: `${referral}#${rev}` }),
  };
};

const dataOf = (item: Item) => JSON.parse(String(item.data)) as never;
type Head<R> = R extends unknown ? Omit<R, 'onward'> : never;
/** What a caseload shows of a referral. */
export type CaseRow = Head<Referral> & { row: OnwardRow[] /** Set by who reads the directory: a service is marked so. */; sensitive?: true };
const headOf = (item: Item): Head<Referral> => plainNeeds<Head<Referral>>(dataOf(item));
export const caseRowFrom = (item: Item): CaseRow => {
  const head = headOf(item);
  return { ...head, row: rowsFrom(String(item.row ?? '[]'), head.id) };
};

/** A commit as it was stored. */
export const commitFrom = (item: Item): Commit => {
  const stored: Omit<Commit, 'referral' | 'rev' | 'touched'> & { touched: string } = dataOf(item);
  const referral = item.pk.slice(keys.referral('').length) as ReferralId;
  return { ...stored, referral, rev: Number(item.sk.slice(2)), touched: touchedFrom(stored.touched, referral) };
};

/** The stored items of one aggregate, parsed. What the hub wrote is trusted: it was typed when written. */
export const fromItems = (
  items: Item[],
): { head?: Omit<Referral, 'onward'>; onward: { onward: Onward; rev: number }[]; commits: Commit[]; lastCommit?: string } => {
  const of = (prefix: string) => items.filter((item) => item.sk.startsWith(prefix));
  const [head] = items.filter((item) => item.sk === keys.head);
  const commits = of('E#').map(commitFrom);
  return {
    ...(head ? { head: headOf(head) } : {}),
    onward: of('C#').map((item) => ({ onward: dataOf(item), rev: Number(item.rev) })),
    commits,
    lastCommit: of('E#').at(-1)?.data as string | undefined,
  };
};
