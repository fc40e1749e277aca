/** What must be true of a hub when it is quiet again, whatever happened to it. Reads the tables as they are. */
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { wholeArea } from '#insight/counted/tally';
import type { LocalHub } from '#local/onboarding-place';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import type { TableName } from '#platform/tables';
import { applyCommit } from '#referral/evolve';
import { referralStore } from '#referral/referral-store';
import type { Commit, Referral, ReferralId } from '#referral/types';
import type { PartyServer, Told } from '#test/party-server';
import type { Life, Played, StepName } from '#test/played-hub';
import { recount } from '#test/recount';

type Row = Record<string, string | number>;
const plain = ({ S, N }: AttributeValue) => (N === undefined ? (S ?? '') : Number(N));

export const openTables = ({ endpoints, region, tableNames }: LocalHub) => {
  const client = dynamoClient({ region, endpoint: endpoints.dynamodb, credentials: () => ({ accessKeyId: 'CHECK', secretAccessKey: 'x' }) });
  const name = (table: TableName) => tableNames[table] ?? '';
  const all = async (table: TableName): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let after: Record<string, AttributeValue> | undefined, first = true; first || after; first = false) {
      const page = await client.send(new ScanCommand({ TableName: name(table), ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }));
      rows.push(...(page.Items ?? []).map((item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, plain(value)]))));
      after = page.LastEvaluatedKey;
    }
    return rows;
  };
  return { table: (table: TableName) => dynamoTable(client, name(table)), all, close: () => client.destroy() };
};
export type Tables = ReturnType<typeof openTables>;

/** Whom each step of a life tells, and what: typed from what is promised, not from the code. */
const tells: Record<StepName, { practice?: string; organisation?: string }> = {
  submit: {},
  accept: { practice: 'referral.accepted' },
  'refer-on': { organisation: 'referral.requested' },
  'accept-onward': { practice: 'referral.in-progress' },
  'complete-onward': {},
  'cancel-onward': { organisation: 'referral.cancelled' },
};
const promised = ({ done }: Life, party: 'practice' | 'organisation') => done.flatMap((step) => tells[step as StepName][party] ?? []);

/** The first of each message, in the order of arrival. */
const firsts = (told: readonly Told[]): Told[] =>
  [...new Map([...told].reverse().map((one) => [one.id, one])).values()].sort((a, b) => told.indexOf(a) - told.indexOf(b));
const byReferral = (told: readonly Told[]) => Map.groupBy(told, ({ referral }) => referral);

/** What is not as it was promised to this party, in words. */
const untold = ({ lives, ...played }: Played, party: 'practice' | 'organisation'): string[] => {
  const server: PartyServer = played[party];
  const came = byReferral(server.told);
  return lives.flatMap((life) => {
    const types = firsts(came.get(life.id) ?? []).map(({ type }) => type);
    const wanted = promised(life, party);
    return types.join() === wanted.join() ? [] : [`${party} of ${life.id} was told [${types}] for [${wanted}]`];
  });
};
const changed = ({ told }: PartyServer): string[] =>
  [...Map.groupBy(told, ({ id }) => id)].filter(([, same]) => new Set(same.map(({ body }) => body)).size > 1).map(([id]) => `${id} came with two bodies`);

type Loaded = { referral: Referral; commits: Commit[] };
const loadAll = async (tables: Tables): Promise<Map<string, Loaded>> => {
  const heads = (await tables.all('referrals')).filter(({ pk, sk }) => String(pk).startsWith('REF#') && sk === 'S');
  const store = referralStore(tables.table('referrals'));
  const loaded = await Promise.all(heads.map(async ({ pk }) => [String(pk).slice(4), await store.load(String(pk).slice(4) as ReferralId)] as const));
  return new Map(loaded.flatMap(([id, one]) => (one ? [[id, one] as const] : [])));
};

const eachAcknowledgedOnce = ({ lives }: Played, stored: Map<string, Loaded>) => {
  const wanted = lives.map(({ id, done }) => `${id}: ${done}`).sort();
  // What the hub itself adds, such as a reminder, is nobody's request.
  const found = [...stored].map(([id, { commits }]) => `${id}: ${commits.map(({ audit }) => audit.command)}`).sort();
  expect(found).toEqual(wanted);
};
const stateIsWhatHappened = (stored: Map<string, Loaded>) => {
  for (const { referral, commits } of stored.values()) {
    expect(commits.map(({ rev }) => rev)).toEqual(commits.map((_, n) => n + 1));
    expect(referral).toEqual(commits.reduce<Referral | undefined>(applyCommit, undefined));
  }
};
/** What the recount counts. */
const recounted = /^(received|sent|accepted|declined|alreadySupporting|withdrawn|loopClosed|hours\.\d+)$/;
const figuresAreARecount = async (tables: Tables, stored: Map<string, Loaded>) => {
  const figures = (await tables.all('work')).filter(({ pk }) => String(pk).startsWith('FIGURES#'));
  const told = figures.flatMap(({ pk, sk, ...counts }) => {
    const [, , area, month] = String(pk).split('#');
    const [section, practice] = String(sk).split('#');
    const isOwn = (section === 'all' || section === 'hours') && practice !== wholeArea;
    const own = isOwn ? Object.entries(counts).filter(([name]) => recounted.test(name)) : [];
    return own.map(([name, value]) => [`${area} ${practice} ${month} ${name}`, value]);
  });
  const nonZero = told.filter(([, value]) => value !== 0);
  expect(Object.fromEntries(nonZero)).toEqual(Object.fromEntries(recount([...stored.values()].map(({ commits }) => commits))));
};
const nothingIsLeftBehind = async (tables: Tables, stored: Map<string, Loaded>) => {
  const [work, referrals] = await Promise.all([tables.all('work'), tables.all('referrals')]);
  const lanes = work.filter(({ sk }) => String(sk).startsWith('L#'));
  expect(lanes.filter(({ state }) => state !== 'idle')).toEqual([]);
  expect(referrals.filter(({ sk }) => String(sk).startsWith('X#'))).toEqual([]);
  const marks = new Map(work.filter(({ sk }) => sk === 'RELAY').map(({ pk, upTo }) => [String(pk).slice(4), upTo]));
  expect([...stored].filter(([id, { commits }]) => marks.get(id) !== commits.length).map(([id]) => id)).toEqual([]);
};

/** How much was read, so that nothing was found right by looking at nothing. */
export const everyPromiseIsKept = async (played: Played, tables: Tables): Promise<{ referrals: number; commits: number; told: number; repeats: number }> => {
  const stored = await loadAll(tables);
  eachAcknowledgedOnce(played, stored);
  stateIsWhatHappened(stored);
  const servers = [played.practice, played.organisation];
  expect([...untold(played, 'practice'), ...untold(played, 'organisation'), ...servers.flatMap(changed), ...servers.flatMap(({ wrong }) => wrong)]).toEqual([]);
  await figuresAreARecount(tables, stored);
  await nothingIsLeftBehind(tables, stored);
  const told = servers.reduce((sum, server) => sum + server.told.length, 0);
  const repeats = told - servers.reduce((sum, server) => sum + firsts(server.told).length, 0);
  return { referrals: stored.size, commits: [...stored.values()].reduce((sum, { commits }) => sum + commits.length, 0), told, repeats };
};

/** The parties of this one know all that was promised. */
export const isTold = (played: Played, life: Life): boolean =>
  (['practice', 'organisation'] as const).every((party) => untold({ ...played, lives: [life] }, party).length === 0);

/** Referrals that are in somebody's figures. */
export const countedReferrals = (work: readonly Record<string, unknown>[]): Set<string> =>
  new Set(work.filter(({ pk }) => String(pk).startsWith('COUNTED#')).flatMap(({ referrals }) => String(referrals).split(' ')));

/** What is still on its way, in words: lanes that do not rest, commits not counted, parties not told. */
export const underWay = async (played: Played, tables: Tables): Promise<string[]> => {
  const work = await tables.all('work');
  const lanes = work.filter(({ sk, state }) => String(sk).startsWith('L#') && state !== 'idle');
  const counted = countedReferrals(work);
  return [
    ...untold(played, 'practice'),
    ...untold(played, 'organisation'),
    ...lanes.map((lane) => `a lane waits: ${JSON.stringify(lane)}`),
    ...played.lives.filter(({ id }) => !counted.has(id)).map(({ id }) => `${id} is not counted`),
  ];
};
