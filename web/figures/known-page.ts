/** Figures as they were known at the end of a past day: asked for here, counted by the clock, and then to be looked at like any others. */
import { type AskedSet, askedSets, askForSet } from '#insight/sets-store';
import type { LocalDate } from '#platform/types';
import { button, dayField, type Filled, formTo } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import { askedOf, queryOf } from './asked.ts';
import { defaultPeriod } from './periods.ts';
import { figuresPath } from './questions-page.ts';

const knownPath = `${figuresPath}/known`;
/** The hub keeps no log from before. */
const firstDay = '2010-01-01';

type Day = { day: LocalDate; ready: boolean };
/** A day is ready when it is for each of the areas. */
const daysOf = (sets: readonly AskedSet[], areas: number): Day[] =>
  [...Map.groupBy(sets, ({ day }) => day)]
    .map(([day, same]) => ({ day, ready: same.length === areas && same.every(({ done }) => done !== undefined) }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));

const listOf = (days: readonly Day[], { words, today }: Visit): Html => {
  const { figuresKnown: say } = words;
  if (days.length === 0) return html`<p>${say.none}</p>`;
  const item = ({ day, ready }: Day) => {
    const query = queryOf({ asAt: day, period: { name: defaultPeriod(day) } });
    return html`<li>${ready ? html`<a href="${figuresPath}?${query}">${dayText(day, today, words)}</a>` : html`${dayText(day, today, words)}: ${say.soon}`}</li>`;
  };
  return html`<ul>${days.map(item)}</ul>`;
};
const areasOf = ({ who: { caller } }: Visit): readonly string[] => (caller.kind === 'manager' ? caller.areas : []);
const setsOf = async (visit: Visit): Promise<AskedSet[]> =>
  (await Promise.all(areasOf(visit).map((area) => askedSets(visit.ports.fhir.subscriptions.work, area)))).flat();

const view = async (filled: Filled, visit: Visit): Promise<Result> => {
  const { words, who } = visit;
  const { figuresKnown: say } = words;
  const days = daysOf(await setsOf(visit), areasOf(visit).length);
  const field = dayField({ name: 'day', label: say.day, hint: say.dayHint }, filled, words);
  return {
    title: say.title,
    back: figuresPath,
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${formTo(knownPath, who.csrf, html`${field}${button(say.ask)}`)}<section><h2>${say.asked}</h2>${listOf(days, visit)}</section>`,
  };
};
const post = async (visit: Submitted): Promise<Result> => {
  const { form, words, today, at, ports } = visit;
  const read = fieldReader(form, words);
  const day = read.neededDay('day');
  if (day && (day >= today || day < firstDay)) read.wrong('day', words.figuresKnown.wrong);
  if (!day || !read.isRight()) return view({ form, faults: read.faults() }, visit);
  for (const area of areasOf(visit)) await askForSet(ports.fhir.subscriptions.work, { area, day, askedAt: at });
  return { go: knownPath };
};
export const knownPage: Page = {
  path: knownPath,
  for: ['manager'],
  get: async (visit) => ((await askedOf(visit)) ? view({ form: formOf({}) }, visit) : { trouble: 'missing' }),
  post,
};
