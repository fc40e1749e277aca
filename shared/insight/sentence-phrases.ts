/** The words that sentences about figures are put together from; web/words has them. Every number comes as text, with its noun where it has one. */

export type Noun = { one: string; many: string };
/** What is waited for, by whom, in what. `event` follows the noun: "had a first conversation". `unit.none`: no time at all. `still`: who waits on. */
export type WaitWords = { of: Noun; event: string; unit: Noun & { none: string }; still: Noun & { none: string } };

/** How a mean has changed: `by` and the interval are amounts without a sign. */
type Change = { asked: string; paired: string; what: string; by: string; interval: string };
/** Both shares in percent; `points`: how far the one lies from the other; `n` of both. */
type Gap = { one: string; other: string; share: string; otherShare: string; event: string; points: string; interval: string; n: string; otherN: string };

export type Phrases = {
  none: (who: string, event: string) => string;
  howManyHidden: (who: string, event: string) => string;
  halfOf: (who: string, event: string, within: string) => string;
  oneWait: (who: string, event: string, within: string) => string;
  within: (time: string) => string;
  oneInTen: (time: string) => string;
  waitHidden: (who: string, event: string) => string;
  stillHidden: string;
  share: (part: string, whole: string, event: string, figures: string) => string;
  shareHidden: (whole: string, event: string) => string;
  fewForShare: string;
  percent: (share: string) => string;
  interval: (low: string, high: string) => string;
  rate: (rate: string, what: string, per: string, size: string) => string;
  rateHidden: (what: string) => string;
  sizeMissing: (what: string) => string;
  gap: { higher: (gap: Gap) => string; lower: (gap: Gap) => string; same: (gap: Gap) => string };
  gapHidden: (one: string, other: string) => string;
  change: { up: (change: Change) => string; down: (change: Change) => string; same: (change: Change) => string };
  changeNone: (asked: string) => string;
  changeHidden: (what: string) => string;
  noVerdict: string;
  mayBeNone: string;
};
