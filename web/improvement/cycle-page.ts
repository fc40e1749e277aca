/** Cycles: one is started for a capacity, looked at while it runs, and decided when it is over. */
import { type Capacity, capacities } from '#improvement/capacities';
import type { Cycle, Entry, Plan } from '#improvement/types';
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { summaryList } from '#web/work/summary-list';
import { cycleFields, cycleTyped, formOfCycle, laterFields, type TypedCycle } from './cycle-form.ts';
import { type Owned, planPage, planPath } from './owned.ts';
import { didNotice, newField, newIn, noPerson, stamped, went } from './parts.ts';
import { fieldsOf } from './said.ts';
import { adding, saving } from './saving.ts';

const capacityIn = ({ params }: Visit): Capacity | undefined => capacities.find((one) => one === params.capacity);
/** The cycle, and with it the aim and the measure that are new. */
const partsOf = ({ aim, measure, facts }: TypedCycle, capacity: Capacity, before: Cycle | undefined, visit: Submitted) => {
  const id = () => visit.ports.ids.short();
  const newAim: Entry | undefined = 'text' in aim ? { kind: 'aim', ...stamped(undefined, id(), visit), capacity, text: aim.text, state: 'open' } : undefined;
  const aimId = newAim?.id ?? ('id' in aim ? aim.id : '');
  const newMeasure: Entry | undefined =
    measure && 'name' in measure ? { kind: 'measure', ...stamped(undefined, id(), visit), aim: aimId, ...measure, values: [] } : undefined;
  const measureId = newMeasure?.id ?? (measure && 'id' in measure ? measure.id : undefined);
  const after: Cycle = { kind: 'cycle', ...stamped(before, newIn(visit), visit), ...facts, aim: aimId, ...(measureId ? { measure: measureId } : {}) };
  return { after, besides: [newAim, newMeasure].flatMap((one) => one ?? []) };
};

const startView = (one: Owned, capacity: Capacity, filled: Filled, visit: Visit): Shown => {
  const { cycle: say, capacities: names } = visit.words.improvement;
  const fields = html`${newField(filled, visit)}${cycleFields(one.plan, capacity, 'start', filled, visit)}${button(visit.words.improvement.page.start)}`;
  return {
    title: say.start(names[capacity].name),
    back: planPath(one.practice),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${noPerson(visit)}${formTo(planPath(one.practice, `/start/${capacity}`), visit.who.csrf, fields)}`,
  };
};
const start = async (one: Owned, visit: Submitted): Promise<Result> => {
  const capacity = capacityIn(visit);
  if (!capacity) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const typed = cycleTyped(read, one.plan, capacity, visit);
  if (!typed) return startView(one, capacity, { form: visit.form, faults: read.faults() }, visit);
  const { after, besides } = partsOf(typed, capacity, undefined, visit);
  return adding(one, visit, [after, ...besides], went(planPath(one.practice), 'started'));
};
export const startPage: Page = planPage('/start/{capacity}', {
  get: (one, visit) => {
    const capacity = capacityIn(visit);
    return capacity ? startView(one, capacity, { form: visit.kept ?? formOf({}) }, visit) : { trouble: 'missing' };
  },
  post: start,
});

const cycleIn = ({ cycles }: Plan, { params }: Visit): Cycle | undefined => cycles.find(({ id }) => id === params.cycle);
const capacityOf = ({ aims }: Plan, { aim }: Cycle): Capacity => aims.find(({ id }) => id === aim)?.capacity ?? capacities[0];
const to = ({ practice }: Owned, { id }: Cycle) => planPath(practice, `/cycles/${id}`);
const view = (one: Owned, cycle: Cycle, filled: Filled, visit: Visit): Shown => {
  const { plan, practice, mayChange } = one;
  const { improvement, frame } = visit.words;
  const measure = plan.measures.find(({ id }) => id === cycle.measure);
  const counted = measure && html`<p><a href="${planPath(practice, `/measures/${measure.id}`)}">${improvement.page.measure(measure.name)}</a></p>`;
  const read = fieldsOf(cycle, plan, visit).filter(([, said]) => said !== '');
  const fields = html`${hidden('seen', text(filled.form, 'seen'))}${laterFields(cycle, filled, visit)}<h2>${improvement.cycle.planned}</h2>${cycleFields(plan, capacityOf(plan, cycle), 'change', filled, visit)}${button(frame.save)}`;
  return {
    title: improvement.cycle.title(cycle.idea),
    back: planPath(practice),
    notice: didNotice(visit),
    faults: filled.faults,
    body: mayChange ? html`${counted}${noPerson(visit)}${formTo(to(one, cycle), visit.who.csrf, fields)}` : html`${counted}${summaryList(read)}`,
  };
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const cycle = cycleIn(one.plan, visit);
  if (!cycle) return { trouble: 'missing' };
  const capacity = capacityOf(one.plan, cycle);
  const read = fieldReader(visit.form, visit.words);
  const typed = cycleTyped(read, one.plan, capacity, visit);
  if (!typed) return view(one, cycle, { form: visit.form, faults: read.faults() }, visit);
  return saving(one, visit, {
    now: (plan) => cycleIn(plan, visit),
    changes: (plan) => {
      const before = cycleIn(plan, visit);
      const { after, besides } = partsOf(typed, capacity, before, visit);
      return before && [{ before, after }, ...besides.map((part) => ({ after: part }))];
    },
    again: (form, plan) => view({ ...one, plan }, cycle, { form }, visit),
    to: went(to(one, cycle), 'saved'),
  });
};
export const cyclePage: Page = planPage('/cycles/{cycle}', {
  manager: 'reads',
  get: (one, visit) => {
    const cycle = cycleIn(one.plan, visit);
    return cycle ? view(one, cycle, { form: visit.kept ?? formOfCycle(cycle) }, visit) : { trouble: 'missing' };
  },
  post,
});
