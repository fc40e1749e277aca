/** A practice's plan on one page: the seven capacities with their ratings and what the hub shows, aims, cycles, and what the manager says to it. */
import { capacities } from '#improvement/capacities';
import { ratingOf } from '#improvement/plan';
import { quartersUntil, quarterWith } from '#improvement/quarters';
import type { Comment } from '#improvement/types';
import { linkButton } from '#web/community/parts';
import { button, type Filled, formTo, longText } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { momentText } from '#web/frame/when';
import { table } from '#web/set-up/parts';
import { capacityView } from './capacity-view.ts';
import { evidenceFor } from './evidence-view.ts';
import { progressLines } from './list-page.ts';
import { type Owned, planPage, planPath, plansPath } from './owned.ts';
import { didNotice, longest, newField, newIn, stamped, textWithoutPerson, went } from './parts.ts';
import { adding } from './saving.ts';

const shownQuarters = 4;
/** The newest first, so that it is in view on a telephone; a quarter that nobody rated stands there only when it is this one. */
const ratings = ({ plan, practice, mayChange }: Owned, visit: Visit): Html => {
  const { page: say, capacities: names, quarter, quarterShort, rolesText } = visit.words.improvement;
  const [current, ...past] = quartersUntil(quarterWith(visit.today), shownQuarters);
  if (!current) throw new Error('there is always a quarter');
  const columns = [current, ...past.filter((one) => ratingOf(plan, one))];
  const rows = capacities.map((capacity) => [names[capacity].name, ...columns.map((one) => ratingOf(plan, one)?.scores[capacity] ?? say.none)]);
  const rated = ratingOf(plan, current);
  const latest = plan.ratings[0];
  const links = [current, ...past.slice(0, 1)].map(
    (one) => html`<p>${linkButton(planPath(practice, `/rate/${one}`), (ratingOf(plan, one) ? say.rateAgain : say.rate)(quarter(one)))}</p>`,
  );
  return html`<section><h2>${say.ratings}</h2><p class="hub_quiet">${say.scale}</p>${table(say.ratings, [say.capacity, ...columns.map(quarterShort)], rows)}
${latest && html`<p>${say.took(rolesText(latest.roles), quarter(latest.id))}</p>`}${rated?.note && html`<p class="hub_prewrap">${rated.note}</p>`}${mayChange && links}</section>`;
};
const commentLine = ({ byName, lastUpdated, text }: Comment, { words, at }: Visit): Html =>
  html`<li><p class="hub_prewrap">${text}</p><p class="hub_quiet">${words.improvement.page.said(byName, momentText(lastUpdated, at, words))}</p></li>`;
const comments = ({ plan, practice, mayChange }: Owned, filled: Filled, visit: Visit): Html => {
  const { page: say, noPerson } = visit.words.improvement;
  const list = plan.comments.map((comment) => commentLine(comment, visit));
  const field = longText({ name: 'comment', label: say.comment, hint: noPerson, most: longest.text, rows: 3 }, filled);
  const write = formTo(planPath(practice), visit.who.csrf, html`${newField(filled, visit)}${field}${button(say.send, 'secondary')}`);
  return html`<section><h2>${say.comments}</h2>${list.length === 0 ? html`<p class="hub_quiet">${say.noComments}</p>` : html`<ul class="hub_rows">${list}</ul>`}${!mayChange && write}</section>`;
};
const view = async (one: Owned, filled: Filled, visit: Visit): Promise<Exclude<Result, { go: string }>> => {
  const { practice, plan, mayChange } = one;
  const { page: say } = visit.words.improvement;
  const shown = await evidenceFor(one, quarterWith(visit.today), visit);
  const link = (below: string, text: string) => html`<li><a href="${planPath(practice, below)}">${text}</a></li>`;
  return {
    title: say.title(practice.name),
    ...(mayChange ? {} : { back: plansPath }),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${mayChange ? say.lead : say.reads}</p><ul>${progressLines(plan, visit).map((text) => html`<li>${text}</li>`)}</ul>
<ul>${link('/actions', say.actions)}${link('/learning', say.sessions)}${link('/history', say.history)}</ul>${ratings(one, visit)}
${capacities.map((capacity) => capacityView(capacity, shown, one, visit))}${comments(one, filled, visit)}`,
  };
};
/** Of the manager alone: the team has the plan itself to write in. */
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  if (one.mayChange) return { trouble: 'notPossible' };
  const read = fieldReader(visit.form, visit.words);
  const text = textWithoutPerson(read, 'comment', longest.text, 'needed', visit);
  if (!read.isRight()) return view(one, { form: visit.form, faults: read.faults() }, visit);
  const after: Comment = { kind: 'comment', ...stamped(undefined, newIn(visit), visit), text };
  return adding(one, visit, [after], went(planPath(one.practice), 'commented'));
};
export const overviewPage: Page = planPage('', { manager: 'writes', get: (one, visit) => view(one, { form: visit.kept }, visit), post });
