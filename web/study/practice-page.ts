/** The sample of a comparison practice, with what is due of everybody in it; and how it is drawn. */
import { takingPart } from '#study/consent';
import { points } from '#study/paper';
import type { Sampled } from '#study/sample';
import { sampleStore } from '#study/sample-store';
import { button, type Filled, formTo, longText, textField } from '#web/frame/fields';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { type Compared, comparedIn } from './collect-data.ts';
import { dueOfAll } from './due.ts';
import { drawn, seedOf } from './sample-form.ts';

/** What was entered of people is the collector's alone; a manager draws the sample and sees how many there are. */
const list = async ({ study, path }: Compared, all: readonly Sampled[], visit: Visit): Promise<Html> => {
  const { collect: say } = visit.words;
  const papers = await sampleStore(visit.ports.fhir.referrals).papers(study.id, all[0]?.practice ?? study.practices[0] ?? ('' as never));
  const row = (one: Sampled): Part[] => [
    html`<a href="${path}/${one.number}">${one.number}</a>`,
    String(one.place),
    say.takings[takingPart(one.said, visit.today)],
    ...points.map((point) => dueOfAll(one, study, point, papers, visit)),
  ];
  const { number, place, taking, ...due } = say.practice.columns;
  return table(say.title, [number, place, taking, ...points.map((point) => due[point])], all.map(row));
};
const drawing = (found: Compared, filled: Filled, visit: Visit): Html => {
  const { import: say } = visit.words.collect.practice;
  const fields = html`${longText({ name: 'list', label: say.list, hint: say.lead, most: 100_000, rows: 8 }, filled)}${textField({ name: 'wanted', label: say.wanted, width: 5, most: 5, numeric: true }, filled)}${button(say.save, 'secondary')}`;
  return html`<h2>${say.title}</h2><p>${say.seed(seedOf(found))}</p>${formTo(found.path, visit.who.csrf, fields)}`;
};
const view = async (found: Compared, filled: Filled, visit: Visit): Promise<Result> => {
  const { practice: say } = visit.words.collect;
  const all = await sampleStore(visit.ports.fhir.referrals).all(found.study.id, found.practice.id);
  const taking = all.map(({ said }) => takingPart(said, visit.today));
  const asked = taking.filter((one) => one !== 'not-asked').length;
  const isCollector = visit.who.user.role === 'collector';
  const body = html`<p>${say.lead}</p><p>${all.length === 0 ? say.empty : say.count(all.length, asked, taking.filter((one) => one === 'takes-part').length)}</p>
${isCollector && all.length > 0 && (await list(found, all, visit))}${drawing(found, filled, visit)}`;
  return {
    title: say.title(found.practice.name),
    back: isCollector ? '/app/studies/collect' : `/app/studies/${found.study.id}`,
    wide: true,
    faults: filled.faults,
    notice: visit.query.get('did') === 'drawn' ? html`<p>${say.drawn}</p>` : undefined,
    body,
  };
};
const draw = async (found: Compared, visit: Submitted): Promise<Result> => {
  const read = await drawn(found, visit);
  if ('faults' in read) return view(found, { form: visit.form, faults: read.faults }, visit);
  await sampleStore(visit.ports.fhir.referrals).add(read.sampled);
  return { go: `${found.path}?did=drawn` };
};
export const practicePage: Page = {
  path: '/app/studies/{study}/practices/{practice}',
  for: ['collector', 'manager'],
  get: async (visit) => {
    const found = await comparedIn(visit);
    return found ? view(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const found = await comparedIn(visit);
    return found ? draw(found, visit) : { trouble: 'missing' };
  },
};
