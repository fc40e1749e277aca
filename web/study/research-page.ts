/** Taking part in a study, asked of a person by their practitioner: apart from every other consent. */
import { recordsOf } from '#people/merging';
import type { Person } from '#people/types';
import { nameOf } from '#referral/carry-out';
import { saidStore } from '#study/said-store';
import type { Said, Study } from '#study/types';
import { type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { namesOfRecorders } from '#web/people/person-names';
import { type PersonCase, personCase, personPath } from '#web/people/person-page';
import { fullDay } from '#web/set-up/parts';
import { studiesAsking } from './asking.ts';
import { saidFields, saidIn } from './said-form.ts';

const saidOf = async (study: Study, person: Person, { ports }: Visit): Promise<{ own: readonly Said[]; all: readonly Said[] }> => {
  const each = await saidStore(ports.fhir.referrals).loadAll(study.id, recordsOf(person));
  return { own: each[0] ?? [], all: each.flat().sort((one, other) => (one.at < other.at ? -1 : 1)) };
};
const part = async (study: Study, found: PersonCase, filled: Filled, visit: Visit): Promise<Html> => {
  const { research: say, person } = visit.words.collect;
  const { all } = await saidOf(study, found.known.person, visit);
  const names = await namesOfRecorders(
    all.map(({ by }) => by),
    visit,
  );
  const line = ({ gives, day, by }: Said) => html`<li>${person.consent.before(gives, fullDay(day, visit))}, ${say.asked(names.get(by) ?? by)}</li>`;
  const isIts = text(filled.form, 'study') === study.id;
  const fields = html`${hidden('study', study.id)}${saidFields(isIts ? filled : {}, visit)}`;
  return html`<h2>${study.name}</h2>${all.length === 0 ? html`<p>${say.nothing}</p>` : html`<ul aria-label="${say.before}">${all.toReversed().map(line)}</ul>`}${formTo(personPath(found, 'research'), visit.who.csrf, fields)}`;
};
const view = async (found: PersonCase, filled: Filled, visit: Visit): Promise<Result> => {
  const { research: say } = visit.words.collect;
  const studies = await studiesAsking(found.known.person.practice, visit);
  // Two forms would have fields of the same names: those of one study at a time.
  const asked = text(filled.form, 'study') || visit.query.get('study');
  const study = studies.find(({ id }) => id === asked) ?? studies[0];
  const other = (one: Study) => html`<li><a href="${personPath(found, 'research', `study=${one.id}`)}">${one.name}</a></li>`;
  return {
    title: say.title,
    back: personPath(found, 'measures'),
    faults: filled.faults,
    notice: visit.query.get('did') === 'saved' ? html`<p>${visit.words.collect.did.saved}</p>` : undefined,
    body: study
      ? html`<p>${say.lead}</p><p>${say.withdrawn}</p>${await part(study, found, filled, visit)}${studies.length > 1 && html`<ul>${studies.filter(({ id }) => id !== study.id).map(other)}</ul>`}`
      : html`<p>${say.none}</p>`,
  };
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await personCase(visit);
  if (!found) return { trouble: 'missing' };
  const { person } = found.known;
  const study = (await studiesAsking(person.practice, visit)).find(({ id }) => id === text(visit.form, 'study'));
  if (!study) return { trouble: 'notPossible' };
  const read = saidIn(visit, nameOf(visit.who.caller));
  if ('faults' in read) return view(found, { form: visit.form, faults: read.faults }, visit);
  const { own } = await saidOf(study, person, visit);
  const { outcome } = await saidStore(visit.ports.fhir.referrals).add(study.id, person.id, own, read.said);
  if (outcome !== 'written') return { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
  return { go: personPath(found, 'research', `study=${study.id}&did=saved`) };
};
export const researchPage: Page = {
  path: '/app/work/people/{person}/research',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await personCase(visit);
    return found ? view(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
