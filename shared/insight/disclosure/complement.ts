/**
 * Which further cells are hidden, so that none that is hidden can be worked out. For every wish the search finds another set of people,
 * whole and countable, that would have given exactly the same publication: whoever has only that can never tell the two apart.
 */
import { type Lattice, type LatticeCell, placed } from './lattice.ts';
import { isDear, priceOf } from './price.ts';
import type { Wish } from './primary.ts';
import { cheapestTurn, type Ground, type Turn, turnFreely } from './search.ts';
import { type Step, waysIn } from './turns.ts';

/**
 * `shown` and `hidden`: by earlier releases, which cannot be taken back. `kept`: cells that are to stay shown where that can be, finest periods first.
 * `like`: cells that are hidden sooner than others.
 */
export type Before = { shown: readonly number[]; hidden: readonly number[]; kept?: readonly number[]; like?: ReadonlySet<number> };
type Complement = { ok: true; hidden: Uint8Array } | { ok: false; cell: LatticeCell };

/** Calls `use` for everything the steps come to together. */
const each = (steps: readonly Step[], side: 'corners' | 'touched', use: (place: number, sign: number) => void, axis = 0, place = 0, sign = 1): void => {
  const step = steps[axis];
  if (!step) {
    use(place, sign);
    return;
  }
  for (const one of step[side]) each(steps, side, use, axis + 1, place + one.at, sign * one.sign);
};

/** `change`: by how much each published cell differs from the truth. `fresh`: the places hidden for it, with what they cost. */
type Imagining = { ground: Ground; change: Map<number, number>; fresh: [place: number, price: number][] };

const makeTurn = ({ ground, change, fresh }: Imagining, { steps, people }: Turn, direction: 1 | -1): void => {
  each(steps, 'corners', (place, sign) => {
    ground.imagined[place] = (ground.imagined[place] ?? 0) + direction * sign * people;
  });
  each(steps, 'touched', (place, sign) => {
    const cell = ground.lattice.at[place] ?? -1;
    if (cell < 0) return;
    change.set(cell, (change.get(cell) ?? 0) + direction * sign * people);
    if ((ground.price[place] ?? 0) > 0) fresh.push([place, ground.price[place] ?? 0]);
    ground.price[place] = 0;
  });
};

/** What several turns left as it was need not be hidden for them. */
const settled = ({ ground, change, fresh }: Imagining): void => {
  ground.imagined.set(ground.lattice.base);
  for (const [place, price] of fresh) if (change.get(ground.lattice.at[place] ?? -1) === 0) ground.price[place] = price;
};

type Ways = ReturnType<typeof waysIn>;
/** Who was imagined to come, or to go, goes or comes elsewhere, so that what is to stay shown stays as it was; the wish is left as it is. */
const balance = (imagining: Imagining, ways: Ways, wish: Wish, kept: readonly number[]): void => {
  const { ground, change } = imagining;
  const place = placed(ground.lattice.cells[wish.cell]?.entries ?? [], ground.lattice.stride);
  const price = ground.price[place] ?? 0;
  for (const cell of kept) {
    const one = ground.lattice.cells[cell];
    let off = change.get(cell) ?? 0;
    ground.price[place] = Number.POSITIVE_INFINITY;
    while (one && off !== 0 && cell !== wish.cell) {
      const direction = off > 0 ? -1 : 1;
      const turn = cheapestTurn({ ground, ways: ways(one), direction, people: Math.abs(off) });
      if (!turn) break;
      makeTurn(imagining, turn, direction);
      off += direction * turn.people;
    }
    ground.price[place] = price;
  }
};
/** `never`: cells that must stay as they are in the end, though they are passed through. */
type Holding = { kept: readonly number[]; never: readonly number[] };
/** Imagines the cell larger or smaller by so many people; `undefined` when that cannot be, whatever is hidden, and then nothing more is. */
const imagine = (ground: Ground, ways: Ways, wish: Wish, direction: 1 | -1, { kept, never }: Holding): Map<number, number> | undefined => {
  const one = ground.lattice.cells[wish.cell];
  if (!one) return undefined;
  const imagining: Imagining = { ground, change: new Map(), fresh: [] };
  let left = direction > 0 ? wish.high - one.value : one.value - wish.low;
  const asked = { ground, ways: ways(one), direction };
  const make = (turn: Turn) => makeTurn(imagining, turn, direction);
  while (left > 0) {
    left = turnFreely({ ...asked, people: left }, make);
    const turn = left > 0 ? cheapestTurn({ ...asked, people: left }) : undefined;
    if (!turn) break;
    make(turn);
    left -= turn.people;
  }
  balance(imagining, ways, wish, kept);
  settled(imagining);
  if (left <= 0 && !never.some((cell) => imagining.change.get(cell))) return imagining.change;
  for (const [place, price] of imagining.fresh) ground.price[place] = price;
  return undefined;
};

/** The wishes that what has been imagined for one of them already grants to others. */
const grant = (lattice: Lattice, wishes: ReadonlyMap<number, Wish>, change: ReadonlyMap<number, number>, granted: Set<string>): void => {
  for (const [cell, by] of change) {
    const wish = wishes.get(cell);
    const value = (lattice.cells[cell]?.value ?? 0) + by;
    if (wish && value >= wish.high) granted.add(`${cell} 1`);
    if (wish && value <= wish.low) granted.add(`${cell} -1`);
  }
};

const groundOf = (lattice: Lattice, wishes: readonly Wish[], before: Before): Ground => {
  const price = new Float64Array(lattice.at.length);
  for (const [n, cell] of lattice.cells.entries()) price[placed(cell.entries, lattice.stride)] = priceOf(cell, lattice, before.like?.has(n) === true);
  const set = (cell: number, to: number) => {
    price[placed(lattice.cells[cell]?.entries ?? [], lattice.stride)] = to;
  };
  // What is to be balanced may be passed through on the way.
  for (const cell of before.shown) if (!before.kept?.includes(cell)) set(cell, Number.POSITIVE_INFINITY);
  for (const cell of [...wishes.map((wish) => wish.cell), ...before.hidden]) set(cell, 0);
  return { lattice, imagined: Int32Array.from(lattice.base), price };
};

const reach = (lattice: Lattice, { cell, low, high }: Wish): number =>
  Math.max(high - (lattice.cells[cell]?.value ?? 0), (lattice.cells[cell]?.value ?? 0) - low);

type Dear = readonly { place: number; price: number }[];
const dearIn = ({ lattice, price }: Ground): Dear =>
  lattice.cells.flatMap((cell) => {
    const place = placed(cell.entries, lattice.stride);
    const own = price[place] ?? 0;
    return Number.isFinite(own) && own > 0 && isDear(cell, lattice) ? [{ place, price: own }] : [];
  });
/** What `find` finds without hiding any of them, or else with. */
const sparingDear = <Found>(dear: Dear, { price }: Ground, find: (sparing: boolean) => Found | undefined): Found | undefined => {
  const shown = dear.filter(({ place }) => price[place] !== 0);
  for (const { place } of shown) price[place] = Number.POSITIVE_INFINITY;
  const found = find(true);
  for (const one of shown) price[one.place] = one.price;
  return found ?? find(false);
};

type Asked = { lattice: Lattice; ways: Ways; primary: readonly Wish[]; before: Before };
/** The hidden cells that grant every wish in this order, or the wish that cannot be granted. */
const granting = ({ lattice, ways, primary, before }: Asked, order: readonly Wish[]): Complement => {
  const ground = groundOf(lattice, primary, before);
  const { kept = [], shown } = before;
  const [dear, told] = [dearIn(ground), kept.filter((cell) => shown.includes(cell))];
  const [wishes, granted] = [new Map(order.map((wish) => [wish.cell, wish])), new Set<string>()];
  for (const wish of order) {
    for (const direction of [1, -1] as const) {
      if (granted.has(`${wish.cell} ${direction}`)) continue;
      const change = sparingDear(dear, ground, (sparing) => imagine(ground, ways, wish, direction, { kept, never: sparing ? kept : told }));
      const cell = lattice.cells[wish.cell];
      if (!change && cell) return { ok: false, cell };
      grant(lattice, wishes, change ?? new Map(), granted);
    }
  }
  return { ok: true, hidden: Uint8Array.from(lattice.cells, ({ entries }) => (ground.price[placed(entries, lattice.stride)] === 0 ? 1 : 0)) };
};

const sum = (list: Uint8Array): number => list.reduce((soFar, one) => soFar + one, 0);
/** Early choices are made knowing little: once more among what was hidden, the other way round, leaves out what later ones made needless. */
const spared = (asked: Asked, order: readonly Wish[], found: Uint8Array): Uint8Array => {
  const { kept = [] } = asked.before;
  const shown = [...found.keys()].filter((cell) => !found[cell] && (!kept.includes(cell) || asked.before.shown.includes(cell)));
  const again = granting({ ...asked, before: { ...asked.before, shown } }, order.toReversed());
  const keeps = again.ok && kept.every((cell) => !again.hidden[cell] || found[cell]);
  return again.ok && keeps && sum(again.hidden) < sum(found) ? again.hidden : found;
};

/** Deterministic. Not ok when what was shown before leaves no way to protect the cell it names. */
export const complement = (lattice: Lattice, primary: readonly Wish[], before: Before): Complement => {
  const wishes = new Map(before.hidden.map((cell) => [cell, wishToStay(lattice, cell)]));
  for (const wish of primary) wishes.set(wish.cell, wish);
  const asked = { lattice, ways: waysIn(lattice), primary, before };
  const hardest = [...wishes.values()].sort((a, b) => reach(lattice, b) - reach(lattice, a) || a.cell - b.cell);
  const found = granting(asked, hardest);
  if (!found.ok) return found;
  return { ok: true, hidden: spared(asked, hardest, found.hidden) };
};
/** What was hidden for the sake of others stays unknown, by one at least. */
const wishToStay = (lattice: Lattice, cell: number): Wish => {
  const value = lattice.cells[cell]?.value ?? 0;
  return { cell, low: value, high: value + 1 };
};
