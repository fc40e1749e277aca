/** Somebody of a sample: whether they take part, what is due of them, and why no more can be asked. */
import { takingPart } from '#study/consent';
import { dueOn, type Paper, type Point, paperState, points } from '#study/paper';
import type { Sampled } from '#study/sample';
import { sampleStore } from '#study/sample-store';
import { lostReasons, type Said } from '#study/types';
import { button, type Filled, formTo, hidden, select } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay, table } from '#web/set-up/parts';
import { type One, sampledIn } from './collect-data.ts';
import { dueText, paperOf, windowFor } from './due.ts';
import { saidFields, saidIn } from './said-form.ts';

const facts = ({ one }: One, { words, today }: Visit): Html => {
  const { person: say, sexes, takings } = words.collect;
  const line = (name: string, value: string | number) => html`<dt>${name}</dt><dd>${value}</dd>`;
  const simd = one.simd === 'not-known' ? say.unknown : one.simd.quintile;
  return html`<dl class="hub_summary">${line(say.facts.born, one.birthYear ?? say.unknown)}${line(say.facts.sex, sexes[one.sex])}${line(say.facts.simd, simd)}${line(say.facts.taking, takings[takingPart(one.said, today)])}</dl>`;
};
const paperRow = ({ one, study: _, at }: One, instrument: Paper['instrument'], point: Point, papers: readonly Paper[], visit: Visit): Part[] => {
  const { collect: say, measures } = visit.words;
  const [paper, window] = [paperOf(one, instrument, point, papers), windowFor(one, point, papers, visit)];
  const state = paper && paperState(paper);
  const due = window ? dueText(dueOn(visit.today, window, state === 'done'), window, visit) : '';
  const label = say.paper.title(measures.instruments[instrument], say.points[point]);
  return [
    label,
    due,
    html`<a href="${at}/${instrument}/${point}" aria-label="${`${state ? say.papers[state] : say.person.enter}: ${label}`}">${state ? say.papers[state] : say.person.enter}</a>`,
  ];
};
const paperTable = (found: One, papers: readonly Paper[], visit: Visit): Html => {
  const { person: say } = visit.words.collect;
  if (takingPart(found.one.said, visit.today) !== 'takes-part') return html`<h2>${say.papers}</h2><p>${say.notYet}</p>`;
  const rows = points.flatMap((point) => found.study.instruments.map((instrument) => paperRow(found, instrument, point, papers, visit)));
  return html`<h2>${say.papers}</h2>${table(say.papers, [say.columns.what, say.columns.when, say.columns.entry], rows)}`;
};
const lostPart = ({ one, at }: One, filled: Filled, visit: Visit): Html => {
  const { person: say } = visit.words.collect;
  const { lost: reasons } = visit.words.study.export;
  const choices = lostReasons.map((value) => ({ value, label: reasons[value] ?? value }));
  const fields = html`${hidden('do', 'lost')}${select({ name: 'why', label: say.lost.why, choices: [{ value: '', label: visit.words.setUp.choose }, ...choices] }, filled)}${button(say.lost.save, 'secondary')}`;
  return html`<h2>${say.lost.title}</h2>${one.lost ? html`<p>${say.lost.is(reasons[one.lost.reason] ?? one.lost.reason, fullDay(one.lost.day, visit))}</p>` : html`<p>${say.lost.lead}</p>`}${formTo(at, visit.who.csrf, fields)}`;
};
const view = async (found: One, filled: Filled, visit: Visit): Promise<Result> => {
  const { collect: say } = visit.words;
  const { one, study, practice, at } = found;
  const papers = (await sampleStore(visit.ports.fhir.referrals).papers(study.id, practice.id)).filter(({ number }) => number === one.number);
  const said = one.said.toReversed().map(({ gives, day }) => html`<li>${say.person.consent.before(gives, fullDay(day, visit))}</li>`);
  const consent = html`<h2>${say.person.consent.title}</h2>${said.length > 0 && html`<ul>${said}</ul>`}${formTo(at, visit.who.csrf, html`${hidden('do', 'said')}${saidFields(filled, visit)}`)}`;
  return {
    title: say.person.title(one.number),
    back: found.path,
    faults: filled.faults,
    notice: visit.query.get('did') === 'saved' ? html`<p>${say.did.saved}</p>` : undefined,
    body: html`${facts(found, visit)}${paperTable(found, papers, visit)}${consent}${lostPart(found, filled, visit)}`,
  };
};

type Changed = Pick<Sampled, 'said'> | Pick<Sampled, 'lost'>;
const changedBy = ({ one }: One, visit: Submitted): { changed: Changed } | { faults: NonNullable<Filled['faults']> } => {
  if (text(visit.form, 'do') === 'said') {
    const read = saidIn(visit, `user:${visit.who.user.id}`);
    return 'faults' in read ? read : { changed: { said: [...one.said, read.said] satisfies readonly Said[] } };
  }
  const read = fieldReader(visit.form, visit.words);
  const reason = read.chosen('why', lostReasons);
  return reason ? { changed: { lost: { day: visit.today, reason } } } : { faults: read.faults() };
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await sampledIn(visit);
  if (!found) return { trouble: 'missing' };
  const read = changedBy(found, visit);
  if ('faults' in read) return view(found, { form: visit.form, faults: read.faults }, visit);
  const { one } = found;
  const after: Sampled = { ...one, ...read.changed, versionId: one.versionId + 1, lastUpdated: visit.at };
  const { outcome } = await sampleStore(visit.ports.fhir.referrals).write(after, one);
  return outcome === 'written' ? { go: `${found.at}?did=saved` } : { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
};
export const personPage: Page = {
  path: '/app/studies/{study}/practices/{practice}/{number}',
  for: ['collector'],
  get: async (visit) => {
    const found = await sampledIn(visit);
    return found ? view(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
