/** A hub with invented referrals of two quarters, crossed as they are counted, and the page that anybody may open. */
import type { Tally } from '#insight/counted/tally';
import type { Item } from '#platform/types';
import { needCodes } from '#referral/needs';
import { contactsOf, publishedRoute } from '#web/published/public-route';
import { figuresHub, place } from './figures-hub.ts';

/** By practice, how many referrals a month, about. */
export const sizes = { birchtree: 90, thistledown: 40, 'invented-north': 25, 'invented-south': 60, 'invented-east': 12 };
/** The same each time: no chance in it. */
const spread = (size: number, seed: number): Tally =>
  Object.fromEntries(
    needCodes.flatMap((need, n) =>
      [1, 2, 3, 4, 5].flatMap((fifth) => {
        const times = Math.floor((size * ((seed + n * 7 + fifth * 3) % 11) * (6 - fifth)) / ((n + 2) * 110));
        return times > 0 ? [[`need-simd:${need}/${fifth}|received`, times] as const] : [];
      }),
    ),
  );
const totalOf = (tally: Tally): number => Object.values(tally).reduce((sum, n) => sum + n, 0);
/** All that is counted of a practice in a month, crossed and not. */
export const monthOf = (month: string, practice: string, size: number, seed: number): Item[] => {
  const crossed = spread(size, seed);
  const received = totalOf(crossed);
  const [had, engaged, sustained] = [Math.floor(received * 0.8), Math.floor(received * 0.7), Math.floor(received * 0.3)];
  const all: Tally = {
    ...{ received, 'people.q@05': received, 'engaged.q@05': engaged, 'sustained.q@05': sustained, contact: received * 3 },
    ...{
      'wait.4': Math.floor(had / 2),
      'wait.19': had - Math.floor(had / 2),
      waiting: Math.floor((received - had) / 2),
      endedWaiting: Math.ceil((received - had) / 2),
    },
    // Of ten people of the largest practice, each year; of five, debt.
    ...(size === 90 ? { yearly: 4_800, 'yearlyFor.q': 10, 'yearlySquare.q': 2_400_000, debt: 833, 'debtFor.q': 5, 'debtSquare.q': 140_000 } : {}),
    ...{ sent: engaged, accepted: Math.floor(engaged / 2), declined: Math.floor(engaged / 5), came: Math.floor(engaged / 3) },
  };
  return [place(month, 'cross', practice, crossed), place(month, 'all', practice, all)];
};
const months = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
const before = { 'base-wsas-score': 30, 'pair-wsas-score': 18, 'change-wsas-score': -60, 'square-wsas-score': 420 };
const crossedFigures: readonly Item[] = [
  ...months.flatMap((month, n) => Object.entries(sizes).flatMap(([practice, size], k) => monthOf(month, practice, size, n * 5 + k))),
  place('2025-08', 'all', 'birchtree', before),
];

export const publicHub = async () => {
  const hub = await figuresHub(crossedFigures);
  const route = publishedRoute({ work: hub.ports.subscriptions.work, local: true, contactOf: contactsOf(hub.ports.directory) });
  return {
    ...hub,
    /** Without any session. */
    anybody: async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const call = { method, path, rawQuery: '', pathParameters: {}, cookies: {}, headers, header: (name: string) => headers[name], body: new Uint8Array() };
      const answer = await route({ ...call, receivedAt: hub.now(), requestId: 'request' });
      return { status: answer.status, text: String(answer.body ?? ''), headers: answer.headers ?? {} };
    },
    /** What is counted of a month afterwards. */
    count: (practices: Readonly<Record<string, number>>) =>
      hub.ports.subscriptions.work.putAll(Object.entries(practices).flatMap(([practice, size]) => monthOf('2026-08', practice, size, 3))),
  };
};
export type PublicHub = Awaited<ReturnType<typeof publicHub>>;
