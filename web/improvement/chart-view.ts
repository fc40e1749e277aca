/** Run charts of a plan: a measure with the cycles in which something was tried, and how a team rated itself over its quarters. */
import type { Capacity } from '#improvement/capacities';
import { marksOn } from '#improvement/plan';
import type { Measure, Plan } from '#improvement/types';
import { runChartView } from '#web/charts/run-chart-view';
import type { Html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';

export const measureChart = (measure: Measure, plan: Plan, { words }: Visit): Html | undefined => {
  const { id, name, unit, values } = measure;
  if (values.length === 0) return undefined;
  const { measure: say, dayShort } = words.improvement;
  const points = values.map(({ day, value }) => ({ label: dayShort(day), value }));
  const marks = marksOn(measure, plan).map(({ at, cycle }) => ({ at, label: cycle.idea }));
  return runChartView({ id: `measure-${id}`, title: say.chart(name), unit, points, marks }, words);
};
/** Fewer are seen at a glance in the table, which has the last four. */
const leastRatings = 5;
export const ratingChart = (capacity: Capacity, { ratings }: Plan, { words }: Visit): Html | undefined => {
  const rated = ratings.flatMap(({ id, scores }) => (scores[capacity] ? [{ id, score: scores[capacity] }] : [])).reverse();
  if (rated.length < leastRatings) return undefined;
  const { page: say, quarterShort, capacities } = words.improvement;
  const points = rated.map(({ id, score }) => ({ label: quarterShort(id), value: Number(score) }));
  return runChartView({ id: `rating-${capacity}`, title: say.ratingsOf(capacities[capacity].name), unit: say.scaleUnit, points }, words);
};
