/** Chance that is the same each time: a small generator (sfc32), seeded by words. Nothing in a simulated life comes from anywhere else. */
import { base32 } from '#platform/ids';
import type { Ids } from '#platform/types';

export type Chance = {
  /** From 0 up to, not with, 1. */
  next(): number;
  /** Whole, both within. */
  whole(least: number, most: number): number;
  yes(share: number): boolean;
  pick<One>(list: readonly [One, ...One[]] | readonly One[]): One;
  /** Each with its weight. */
  weighted<One>(list: readonly (readonly [number, One])[]): One;
  /** Half of them are below the median; `spread` 0.5 is narrow, 1 is wide. Never 0 or less. */
  around(median: number, spread: number): number;
  ids: Ids;
};

/** Four numbers of 32 bits from a text (cyrb128). */
const seedOf = (text: string): [number, number, number, number] => {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let at = 0; at < text.length; at += 1) {
    const k = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  return [a, b, c, d];
};
const sfc32 = (seed: string): (() => number) => {
  let [a, b, c, d] = seedOf(seed);
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let turn = 0; turn < 15; turn += 1) word();
  return word;
};

const pickIn = <One>(list: readonly One[], at: number): One => {
  const one = list[Math.floor(at * list.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};
const weightedIn = <One>(list: readonly (readonly [number, One])[], at: number): One => {
  let left = at * list.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, one] of list) {
    left -= weight;
    if (left < 0) return one;
  }
  return pickIn(list, 0)[1];
};

export const chance = (seed: string): Chance => {
  const word = sfc32(seed);
  const next = () => word() / 4_294_967_296;
  const bytes = (length: number) => Uint8Array.from({ length }, () => word() & 255);
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    yes: (share) => next() < share,
    pick: (list) => pickIn(list, next()),
    weighted: (list) => weightedIn(list, next()),
    around: (median, spread) => median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    ids: { id: () => base32(bytes(16)), short: () => base32(bytes(5)), bytes },
  };
};
