/**
 * How long people wait, with those who still wait: Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of
 * the American Statistical Association 1958;53:457-481.
 */

/** How many after exactly so many days: `met` had it happen, `left` were still waiting when last seen. */
type Waits = { met: ReadonlyMap<number, number>; left: ReadonlyMap<number, number> };
/** `share`: of all who were referred, the share estimated to have had it happen by the end of the day. `waiting`: at its beginning. */
type WaitStep = { day: number; waiting: number; met: number; share: number };
/** `seen`: the last day on which anybody was seen waiting; past it the curve says nothing. */
type WaitCurve = { steps: readonly WaitStep[]; seen: number };

const total = (counts: ReadonlyMap<number, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** Who was last seen waiting on the day on which it happened to another is taken to have waited all of that day. */
export const waitCurve = ({ met, left }: Waits): WaitCurve => {
  const days = [...new Set([...met.keys(), ...left.keys()])].sort((a, b) => a - b);
  const steps: WaitStep[] = [];
  let [waiting, still] = [total(met) + total(left), 1];
  for (const day of days) {
    const [here, gone] = [met.get(day) ?? 0, left.get(day) ?? 0];
    if (here > 0) {
      still *= 1 - here / waiting;
      steps.push({ day, waiting, met: here, share: 1 - still });
    }
    waiting -= here + gone;
  }
  return { steps, seen: days.at(-1) ?? -1 };
};

/** The share to whom it happened within so many days, from 0 to 1; undefined when nobody was followed for so long. */
export const shareWithin = ({ steps, seen }: WaitCurve, days: number): number | undefined => {
  const share = steps.findLast(({ day }) => day <= days)?.share ?? 0;
  return days <= seen || share === 1 ? share : undefined;
};

/** The first day by which it has happened to `percent` of all; undefined when the curve does not come so far. */
export const dayOf = ({ steps }: WaitCurve, percent: number): number | undefined => steps.find(({ share }) => share * 100 >= percent - 1e-9)?.day;
