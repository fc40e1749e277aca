/** What leaves the hub of an area and a time: tables of its referrals and a few figures of the whole area, all of them protected before they are here. */
import type { Cell, PublishedTable, Tier } from './disclosure/types.ts';

/** `metric`: its name in `metrics`. What is worked out comes with the counts that it is of. */
export type ReleasedFigure =
  | { kind: 'count'; metric: string; n: Cell }
  | { kind: 'share'; metric: string; part: Cell; whole: Cell; percent: Cell }
  /** `n`: how many have it. Days. */
  | { kind: 'time'; metric: string; n: Cell; median: Cell; p90: Cell; still: Cell; without: Cell }
  /** `pounds`: of so many people. */
  | { kind: 'money'; metric: string; people: Cell; pounds: Cell }
  /** `of`: the quarter of the first measurement. `mean`: of second less first. */
  | { kind: 'paired'; metric: string; of: string; baseline: Cell; paired: Cell; mean: Cell };

export type Place = { id: string; name: string };
export type Released = {
  area: string;
  name: string;
  /** Of the grid. */
  period: string;
  tier: Tier;
  asAt: string;
  definitionsVersion: number;
  practices: readonly Place[];
  tables: readonly PublishedTable[];
  figures: readonly ReleasedFigure[];
};
