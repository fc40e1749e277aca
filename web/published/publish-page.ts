/** A manager looks at what everybody would see of a quarter, and publishes it, once. */
import { publish, publishedAt } from '#insight/published-store';
import { releaseOf } from '#insight/release';
import type { Released } from '#insight/release-types';
import { noteSight } from '#web/figures/noted';
import { button, checkbox, type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { choosingRelease, givenOf, quarterAsked, type ReleaseAsked, releaseAsked } from './asked.ts';
import { publicPath } from './public-route.ts';
import { namesSomebody, releasedView } from './released-view.ts';

export const publishPath = '/app/figures/publish';
/** Above this share of hidden numbers it is better to publish less detail. */
const tooMuch = 0.8;
const hiddenIn = ({ tables }: Released): { hidden: number; cells: number } => {
  const cells = tables.flatMap((one) => one.cells);
  return { hidden: cells.filter(({ cell }) => 'hidden' in cell).length, cells: cells.length };
};
/** Days until everybody referred in the quarter counts as followed. */
const youngUntil = 60;
const isYoung = ({ period: { months, today } }: ReleaseAsked): boolean =>
  Date.parse(today) - Date.parse(`${months.at(-1) ?? today}-28`) < (youngUntil + 3) * 86_400_000;

const previewOf = (asked: ReleaseAsked, released: Released, filled: Filled, { words, who }: Visit): Html => {
  const { publish: say } = words.publication;
  const { hidden: c, cells } = hiddenIn(released);
  const field = checkbox({ name: 'agreed', label: say.confirm }, filled);
  const fault = filled.faults?.agreed;
  const form = formTo(
    publishPath,
    who.csrf,
    html`${hidden('area', asked.area.id)}${hidden('period', asked.period.name)}${fault && html`<p class="ds_question__error-message">${fault}</p>`}${field}${button(say.button)}`,
  );
  const noContact =
    !namesSomebody(asked.area.contact) && html`<p>${say.noContact} <a href="/app/manage/settings/${asked.area.id}#office">${say.enterContact}</a>.</p>`;
  const notes = [say.hidden(c, cells), c > tooMuch * cells && say.much, isYoung(asked) && say.young].filter((one) => one !== false);
  return html`<p>${say.lead}</p>${notes.map((note) => html`<p>${note}</p>`)}${noContact}${releasedView(released, words)}${form}`;
};
const stateOf = async (asked: ReleaseAsked, filled: Filled, visit: Visit): Promise<Html> => {
  const { publish: say } = visit.words.publication;
  if (!quarterAsked(asked) || !asked.isOver) return html`<p>${say.notOver}</p>`;
  const out = await publishedAt(visit.ports.fhir.subscriptions.work, asked.area.id, asked.period.name, 'public');
  if (out) return html`<p>${say.already} <a href="${publicPath(asked.area.id, asked.period.name)}">${say.see}</a></p>`;
  const made = releaseOf(await givenOf(asked, visit), 'public');
  return made.ok ? previewOf(asked, made.released, filled, visit) : html`<p>${say.refused(made.where)}</p>`;
};
const view = async (asked: ReleaseAsked, filled: Filled, visit: Visit): Promise<Result> => {
  const { publish: say } = visit.words.publication;
  return {
    title: say.title,
    back: `/app/figures?period=${asked.period.name}`,
    wide: true,
    faults: filled.faults,
    notice: visit.query.get('did') === 'published' ? html`<p>${say.published}</p>` : undefined,
    body: html`${choosingRelease(publishPath, asked, visit)}${await stateOf(asked, filled, visit)}`,
  };
};

const post = async (visit: Submitted): Promise<Result> => {
  const { form, words, who, ports } = visit;
  const asked = await releaseAsked(visit, { area: text(form, 'area'), period: text(form, 'period') });
  if (!asked || !quarterAsked(asked)) return { trouble: 'missing' };
  if (!asked.isOver) return { trouble: 'notPossible' };
  if (text(form, 'agreed') !== 'yes') return view(asked, { form, faults: { agreed: words.publication.publish.confirmFirst } }, visit);
  const done = await publish(ports.fhir.subscriptions.work, await givenOf(asked, visit), who.user.id);
  if (done === 'busy') return { trouble: 'busy' };
  if (done === 'published') await noteSight({ areas: [asked.area.id], what: 'quarter', period: asked.period.name }, 'published', visit);
  const at = `${publishPath}?area=${asked.area.id}&period=${asked.period.name}`;
  return done === 'published' ? { go: `${at}&did=published` } : view(asked, {}, visit);
};
export const publishPage: Page = {
  path: publishPath,
  for: ['manager'],
  get: async (visit) => {
    const { query, kept } = visit;
    const given = { area: text(kept, 'area') || (query.get('area') ?? ''), period: text(kept, 'period') || (query.get('period') ?? '') };
    const asked = await releaseAsked(visit, given);
    return asked ? view(asked, { form: kept }, visit) : { trouble: 'missing' };
  },
  post,
};
