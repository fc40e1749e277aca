/** A measure: its values by day, with the cycles in which something was tried. */
import { marksOn, withValue } from '#improvement/plan';
import { type Measure, mostValues, type Plan, type Value } from '#improvement/types';
import { press } from '#web/community/parts';
import { button, dayField, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay, table } from '#web/set-up/parts';
import { measureChart } from './chart-view.ts';
import { type Owned, planPage, planPath } from './owned.ts';
import { didNotice, given, lineField, longest, type Read, stamped, textWithoutPerson, went } from './parts.ts';
import { saving } from './saving.ts';

const measureIn = ({ measures }: Plan, { params }: Visit): Measure | undefined => measures.find(({ id }) => id === params.measure);
const to = ({ practice }: Owned, { id }: Measure) => planPath(practice, `/measures/${id}`);
const valuesTable = (measure: Measure, one: Owned, visit: Visit): Html => {
  const { measure: say } = visit.words.improvement;
  const marks = marksOn(measure, one.plan);
  const takeOut = ({ day }: Value) =>
    press({ to: to(one, measure), what: 'take-out', entry: day, label: say.takeOut, aria: say.takeOutWhat(fullDay(day, visit)) }, visit);
  const rows = measure.values.map((entry, n) => {
    const tried = marks.filter(({ at }) => at === n).map(({ cycle }) => cycle.idea);
    return [fullDay(entry.day, visit), entry.value, html`${tried.join('; ')}`, ...(one.mayChange ? [takeOut(entry)] : [])];
  });
  return table(measure.name, [say.day, say.value, say.cycle, ...(one.mayChange ? [say.takeOut] : [])], rows);
};
const forms = (measure: Measure, one: Owned, filled: Filled, visit: Visit): Html => {
  const { measure: say, cycle } = visit.words.improvement;
  const post = (what: string, fields: Html, label: string) =>
    formTo(to(one, measure), visit.who.csrf, html`${hidden('do', what)}${fields}${button(label, 'secondary')}`);
  const { name, unit, how, versionId } = measure;
  const typed = text(filled.form, 'do');
  const details = typed === 'details' ? filled : { form: formOf({ name, unit, how, seen: String(versionId) }) };
  const value = html`${dayField({ name: 'day', label: say.day, hint: say.addHint }, typed === 'value' ? filled : {}, visit.words)}${textField({ name: 'value', label: say.value, width: 10, most: 12, numeric: true }, typed === 'value' ? filled : {})}`;
  const fields = html`${hidden('seen', text(details.form, 'seen'))}${lineField('name', say.name, details)}${textField({ name: 'unit', label: cycle.unit, hint: cycle.unitHint, width: 20, most: 40 }, details)}${lineField('how', cycle.how, details, cycle.howHint)}`;
  return html`<section><h2>${say.add}</h2>${post('value', value, say.save)}</section>${measure.values.length > 0 && html`<section><h2>${say.values}</h2>${valuesTable(measure, one, visit)}</section>`}<section><h2>${say.details}</h2>${post('details', fields, visit.words.frame.save)}</section>`;
};
const view = (one: Owned, measure: Measure, filled: Filled, visit: Visit): Shown => {
  const { measure: say } = visit.words.improvement;
  const { name, unit, how, values } = measure;
  return {
    title: say.title(name),
    back: planPath(one.practice),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.unit(unit)}${how && html`. ${how}`}</p>${measureChart(measure, one.plan, visit)}${values.length === 0 && html`<p class="hub_quiet">${say.empty}</p>`}${one.mayChange ? forms(measure, one, filled, visit) : values.length > 0 && valuesTable(measure, one, visit)}`,
  };
};

const numberIn = (read: Read, { words }: Visit): number | undefined => {
  const typed = read.needed('value', 12).replace(',', '.');
  if (typed === '') return undefined;
  return /^-?\d{1,7}(\.\d{1,3})?$/.test(typed) ? Number(typed) : read.wrong('value', words.improvement.measure.number);
};
type Change = (before: Measure) => Pick<Measure, 'name' | 'unit' | 'values'> & Pick<Measure, 'how'>;
/** What a form asks for; undefined: something is wrong, which `read` says. */
const asked = (measure: Measure, read: Read, visit: Submitted): Change | undefined => {
  const { measure: say } = visit.words.improvement;
  const entry = text(visit.form, 'entry');
  switch (text(visit.form, 'do')) {
    case 'take-out':
      return (before) => ({ ...before, values: before.values.filter(({ day }) => day !== entry) });
    case 'details': {
      const line = (name: string, needed: 'needed' | 'optional') => textWithoutPerson(read, name, longest.line, needed, visit);
      const [name, unit, how] = [line('name', 'needed'), line('unit', 'needed'), line('how', 'optional')];
      return read.isRight() ? ({ how: _, ...before }) => ({ ...before, name, unit, ...given('how', how) }) : undefined;
    }
    default: {
      const [day, value] = [read.neededDay('day'), numberIn(read, visit)];
      if (day && day > visit.today) read.wrong('day', visit.words.frame.faults.dayFuture);
      if (day && withValue(measure.values, day, 0).length > mostValues) read.wrong('day', say.full(mostValues));
      return day && value !== undefined && read.isRight() ? (before) => ({ ...before, values: withValue(before.values, day, value) }) : undefined;
    }
  }
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const measure = measureIn(one.plan, visit);
  if (!measure) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const change = asked(measure, read, visit);
  if (!change) return view(one, measure, { form: visit.form, faults: read.faults() }, visit);
  const isForm = text(visit.form, 'do') === 'details';
  return saving(one, visit, {
    now: (plan) => measureIn(plan, visit),
    changes: (plan) => {
      const before = measureIn(plan, visit);
      return before && [{ before, after: { kind: 'measure', aim: before.aim, ...change(before), ...stamped(before, '', visit) } }];
    },
    ...(isForm ? { again: (form, plan) => view({ ...one, plan }, measureIn(plan, visit) ?? measure, { form }, visit) } : {}),
    to: went(to(one, measure), text(visit.form, 'do') === 'take-out' ? 'removed' : 'saved'),
  });
};
export const measurePage: Page = planPage('/measures/{measure}', {
  manager: 'reads',
  get: (one, visit) => {
    const measure = measureIn(one.plan, visit);
    return measure ? view(one, measure, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
});
