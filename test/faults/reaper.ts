/** Ends a function's thread at one I/O, before its call is served or before its answer is seen; and tells where a function makes calls. */
import type { Call, Kind, Watch } from './between.ts';

export const kinds = ['before', 'after'] as const satisfies Kind[];
/** `nth`: of the calls of this kind in one run, counted from 1. */
export type Point = { fn: string; what: string; nth: number /** The call says which referral it is about. */; named?: boolean };
type Armed = Point & { kind: Kind; of: string; seen: number; struck(call: Call): void };
export type Reaper = {
  watch: Watch;
  /** Resolves with the call at which the function was ended. `of`: only where the call is about this referral, or says of none. */
  arm(point: Point, kind: Kind, of?: string): { struck: Promise<Call> /** True: it was struck before. */; disarm(): boolean };
  /** The I/O points that a function has while `run` runs. */
  pointsOf(fn: string, run: () => Promise<unknown>): Promise<Point[]>;
  kills: { point: Point; kind: Kind }[];
};

const isNamed = ({ body }: Call) => /\b[0-9a-hjkmnp-tv-z]{26}\b/.test(body);
const isOf = (call: Call, referral: string) => !isNamed(call) || call.body.includes(referral);

const numbered = (calls: readonly Call[]): Point[] => {
  const seen = new Map<string, number>();
  return calls.map((call) => {
    const { fn, what } = call;
    const nth = (seen.get(what) ?? 0) + 1;
    seen.set(what, nth);
    return { fn, what, nth, named: isNamed(call) };
  });
};

/** Calls of a thread that was ended are nobody's: they neither count nor get an answer. */
const threads = () => {
  const ended = new Map<string, number>();
  const of = new WeakMap<Call, number>();
  const now = (fn: string) => ended.get(fn) ?? 0;
  return {
    ends: (fn: string) => ended.set(fn, now(fn) + 1),
    meet: (call: Call) => of.set(call, now(call.fn)),
    // Odd: it is being ended.
    isGone: (call: Call) => of.get(call) !== now(call.fn) || now(call.fn) % 2 === 1,
  };
};

/** `kill` ends the function's thread where it stands. */
export const reaper = (kill: (fn: string) => Promise<boolean>): Reaper => {
  const armed = new Set<Armed>();
  const { ends, meet, isGone } = threads();
  const recorders = new Set<(call: Call) => void>();
  const kills: Reaper['kills'] = [];
  /** The call was still on its way from a thread that was ended before: nothing was struck, and the point is waited for again. */
  const waitAgain = (one: Armed): 'gone' => {
    one.seen = 0;
    armed.add(one);
    return 'gone';
  };
  const strike = async (one: Armed, call: Call): Promise<'gone'> => {
    armed.delete(one);
    ends(one.fn);
    const running = await kill(one.fn);
    ends(one.fn);
    if (!running) return waitAgain(one);
    kills.push({ point: { fn: one.fn, what: one.what, nth: one.nth }, kind: one.kind });
    one.struck(call);
    return 'gone';
  };
  const watch: Watch = async (call, kind) => {
    if (kind === 'before') {
      meet(call);
      for (const record of recorders) record(call);
    }
    if (isGone(call)) return 'gone';
    for (const one of armed) {
      if (one.fn !== call.fn || one.what !== call.what || one.kind !== kind || !isOf(call, one.of)) continue;
      one.seen += 1;
      if (one.seen === one.nth) return strike(one, call);
    }
    return undefined;
  };
  const arm: Reaper['arm'] = (point, kind, of = '') => {
    const { promise, resolve } = Promise.withResolvers<Call>();
    const one: Armed = { ...point, kind, of, seen: 0, struck: resolve };
    armed.add(one);
    return { struck: promise, disarm: () => !armed.delete(one) };
  };
  const pointsOf: Reaper['pointsOf'] = async (fn, run) => {
    const calls: Call[] = [];
    const record = (call: Call) => {
      if (call.fn === fn) calls.push(call);
    };
    recorders.add(record);
    await run();
    recorders.delete(record);
    return numbered(calls);
  };
  return { watch, arm, pointsOf, kills };
};
