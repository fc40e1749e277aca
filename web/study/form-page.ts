/** A study is added, or changed: which practices, which questionnaires, and when. */
import { instrumentNames } from '#directory/settings';
import type { Practice } from '#directory/types';
import type { PracticeId } from '#identity/types';
import { studyStore } from '#study/study-store';
import type { Study, StudyId } from '#study/types';
import { button, checkboxes, dayField, type Filled, formTo, textField } from '#web/frame/fields';
import { dayParts, type Faults, formOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { areasOf } from '#web/set-up/territory';
import { wordsOf } from '#web/work/choices';
import { studyIn } from './study-data.ts';

type Editing = { study?: Study; action: string; back: string };
/** Practices of her areas that have an arm. */
const choosable = async (visit: Visit): Promise<Practice[]> => {
  const { directory } = visit.ports.fhir;
  const all = await Promise.all(areasOf(visit).map((area) => directory.practicesIn(area)));
  return all
    .flat()
    .filter(({ arms }) => (arms ?? []).length > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};
const formFor = (study: Study | undefined) =>
  formOf({
    name: study?.name,
    practices: study?.practices ?? [],
    instruments: study?.instruments ?? [],
    ...dayParts('from', study?.from),
    ...dayParts('until', study?.until),
  });
const view = async ({ study, action, back }: Editing, filled: Filled, visit: Visit): Promise<Result> => {
  const { form: say } = visit.words.study;
  const title = study ? say.change : say.title;
  const practices = await choosable(visit);
  if (practices.length === 0) return { title, back, body: html`<p>${say.noPractices}</p><p><a href="/app/manage/practices">${say.toPractices}</a></p>` };
  const shown: Filled = filled.form ? filled : { form: formFor(study) };
  const fields = html`${textField({ name: 'name', label: say.name, most: 120 }, shown)}
${checkboxes({ name: 'practices', label: say.practices, hint: say.practicesHint, choices: practices.map(({ id, name }) => ({ value: id, label: name })) }, shown)}
${checkboxes({ name: 'instruments', label: say.instruments, choices: wordsOf(instrumentNames, visit.words.measures.instruments) }, shown)}
${dayField({ name: 'from', label: say.from, hint: say.fromHint }, shown, visit.words)}${dayField({ name: 'until', label: say.until, hint: say.untilHint }, shown, visit.words)}${button(visit.words.frame.save)}`;
  return { title, back, faults: filled.faults, body: html`${study && html`<p>${say.changeLead}</p>`}${formTo(action, visit.who.csrf, fields)}` };
};

type Typed = Pick<Study, 'name' | 'practices' | 'instruments' | 'from' | 'until'>;
const typedIn = (practices: readonly Practice[], { form, words }: Submitted): { typed: Typed } | { faults: Faults } => {
  const { form: say } = words.study;
  const read = fieldReader(form, words);
  const name = read.needed('name', 120);
  const ids = practices.map(({ id }) => id);
  const [chosen, instruments] = [read.some<PracticeId>('practices', ids), read.some('instruments', instrumentNames)];
  const [from, until] = [read.neededDay('from'), read.day('until')];
  if (chosen.length === 0) read.wrong('practices', say.practicesNeeded);
  if (instruments.length === 0) read.wrong('instruments', say.instrumentsNeeded);
  if (from && until && until < from) read.wrong('until', say.order);
  if (!from || !read.isRight()) return { faults: read.faults() };
  return { typed: { name, practices: chosen, instruments, from, ...(until ? { until } : {}) } };
};
/** What was approved was the study as it was: a change has no approval. */
const save = async (editing: Editing, visit: Submitted): Promise<Result> => {
  const practices = await choosable(visit);
  const read = typedIn(practices, visit);
  if ('faults' in read) return view(editing, { form: visit.form, faults: read.faults }, visit);
  const { at, who, ports } = visit;
  const before = editing.study;
  const id = before?.id ?? (ports.ids.id().slice(0, 12) as StudyId);
  const after: Study = { id, ...read.typed, versionId: (before?.versionId ?? 0) + 1, lastUpdated: at, by: `user:${who.user.id}` };
  const areas = practices.filter((one) => after.practices.includes(one.id)).map(({ area }) => area);
  const { outcome } = await studyStore(ports.fhir.referrals).write(after, before, areas);
  return outcome === 'written' ? { go: `/app/studies/${id}?did=saved` } : { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
};

const adding: Editing = { action: '/app/studies/add', back: '/app/studies' };
const changing = async (visit: Visit): Promise<Editing | undefined> => {
  const found = await studyIn(visit);
  return found && { study: found.study, action: `${found.path}/change`, back: found.path };
};
export const addPage: Page = {
  path: '/app/studies/add',
  for: ['manager'],
  get: (visit) => view(adding, { form: visit.kept }, visit),
  post: (visit) => save(adding, visit),
};
export const changePage: Page = {
  path: '/app/studies/{study}/change',
  for: ['manager'],
  get: async (visit) => {
    const editing = await changing(visit);
    return editing ? view(editing, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const editing = await changing(visit);
    return editing ? save(editing, visit) : { trouble: 'missing' };
  },
};
