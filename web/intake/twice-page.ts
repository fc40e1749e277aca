/** One person and who may be the same: side by side, to merge or to keep apart, and to undo either. */
import type { Person } from '#people/types';
import { londonDate } from '#referral/working-days';
import { button, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { birthText, nearDay } from '#web/frame/when';
import { summaryOf } from '#web/people/person-summary';
import { summaryList } from '#web/work/summary-list';
import { alikeText, nameOfPerson } from './alike-view.ts';
import { hiddenAmong } from './hidden-alike.ts';
import { type Did, keepTwoApart, mergeTwo, partTwo, undoApart } from './twice-acts.ts';
import { type Candidate, personFor, type Twice, twiceOf } from './twice-data.ts';

const path = '/app/work/people/{person}/same';
export const twiceAt = ({ id }: Pick<Person, 'id'>): string => `/app/work/people/${id}/same`;

const recordView = (person: Person, title: string, { words, today }: Visit): Html => {
  const { person: say } = words.referral;
  const summary = summaryOf(person);
  return html`<section><h3>${title}</h3><p><strong>${nameOfPerson(person, words)}</strong></p>${summaryList([
    [say.born, summary.birthDate ? birthText(summary.birthDate, words) : ''],
    [say.numbers, summary.numbers.join(', ')],
    [say.phone, summary.phones.join(', ')],
    [say.email, summary.emails.join(', ')],
    [say.address, summary.address ?? ''],
  ])}<p class="hub_quiet">${words.intake.twice.record(nearDay(londonDate(person.lastUpdated), today, words))}</p></section>`;
};
type Hidden = Awaited<ReturnType<typeof hiddenAmong>>;
const deed = (at: Person, other: Person, what: string, label: string, kind: 'primary' | 'secondary', { who }: Visit): Html =>
  formTo(twiceAt(at), who.csrf, html`${hidden('other', other.id)}${button(label, kind, 'do', what)}`, 'button');
const hiddenView = (at: string, why: string, { words }: Visit): Html =>
  html`<div class="hub_card"><h2>${words.casework.masked}</h2><p>${why}</p><p><a href="${at}">${words.cover.show.link}</a></p></div>`;
const candidateView = (person: Person, { person: other, how }: Candidate, hidden: Hidden, visit: Visit): Html => {
  const { twice, same } = visit.words.intake;
  const at = hidden.get(other.id);
  if (at !== undefined) return hiddenView(at, how ? same.how[how] : twice.number, visit);
  return html`<div class="hub_card"><h2>${alikeText(other, visit.words)}</h2><p>${how ? same.how[how] : twice.number}</p>
<div class="hub_columns">${recordView(person, twice.self, visit)}${recordView(other, twice.other, visit)}</div>
${deed(person, other, 'merge', twice.merge, 'primary', visit)} ${deed(person, other, 'apart', twice.apart, 'secondary', visit)}</div>`;
};
const listed = (title: string, people: readonly Person[], undo: (one: Person) => Html, hidden: Hidden, { words }: Visit): Html | undefined =>
  people.length === 0
    ? undefined
    : html`<h2>${title}</h2><ul>${people.map((one) => html`<li>${hidden.has(one.id) ? words.casework.masked : alikeText(one, words)} ${undo(one)}</li>`)}</ul>`;

const pageOf = async ({ person, candidates, merged, apart }: Twice, notice: string | undefined, visit: Visit): Promise<Result> => {
  const { twice } = visit.words.intake;
  const hidden = await hiddenAmong([...candidates.map(({ person: one }) => one), ...merged, ...apart], visit);
  const undo = (what: string, label: string) => (one: Person) => deed(person, one, what, label, 'secondary', visit);
  const body = html`${candidates.length === 0 ? html`<p>${twice.none}</p>` : html`<p>${twice.lead}</p>${candidates.map((one) => candidateView(person, one, hidden, visit))}`}
${listed(twice.merged, merged, undo('part', twice.undoMerge), hidden, visit)}${listed(twice.kept, apart, undo('back', twice.undoApart), hidden, visit)}`;
  const title = twice.title(nameOfPerson(person, visit.words));
  return { title, back: '/app/work/duplicates', wide: true, ...(notice ? { notice: html`<p>${notice}</p>` } : {}), body };
};
const noticeIn = ({ query, words }: Visit): string | undefined => {
  const { did } = words.intake.twice;
  const what = query.get('did') ?? '';
  return Object.hasOwn(did, what) ? did[what as keyof typeof did] : undefined;
};
const get: NonNullable<Page['get']> = async (visit) => {
  const person = await personFor(visit.params.person, visit);
  if (!person) return { trouble: 'missing' };
  if (person.mergedInto) return { go: twiceAt({ id: person.mergedInto }) };
  return pageOf(await twiceOf(person, visit.ports), noticeIn(visit), visit);
};

type Acted = { did: Did; stands: Person; said: keyof Visit['words']['intake']['twice']['did'] };
const acted = async (person: Person, other: Person, visit: Submitted): Promise<Acted | undefined> => {
  switch (text(visit.form, 'do')) {
    case 'merge':
      return { ...(await mergeTwo(person, other, visit)), said: 'merged' };
    case 'part':
      return { did: await partTwo(other, visit), stands: person, said: 'parted' };
    case 'apart':
      return { did: await keepTwoApart(person, other, visit), stands: person, said: 'apart' };
    case 'back':
      return { did: await undoApart(person, other, visit), stands: person, said: 'back' };
    default:
      return undefined;
  }
};
const post = async (visit: Submitted): Promise<Result> => {
  const [person, other] = [await personFor(visit.params.person, visit), await personFor(text(visit.form, 'other'), visit)];
  if (!person || !other) return { trouble: 'missing' };
  const done = await acted(person, other, visit);
  if (!done) return { trouble: 'notPossible' };
  if (done.did === 'done') return { go: `${twiceAt(done.stands)}?did=${done.said}` };
  const shown = await pageOf(await twiceOf(person, visit.ports), visit.words.intake.twice.refused[done.did], visit);
  return 'title' in shown ? { ...shown, status: 409 } : shown;
};
export const twicePage: Page = { path, for: ['practitioner'], get, post };
