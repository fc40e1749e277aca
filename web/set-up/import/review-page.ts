/** A list that was found right: what it would change, confirmed or not. What is confirmed is what was checked, and against the hub as it is then. */
import { hash } from 'node:crypto';
import { applyPlan } from '#directory/plan-store';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { bringing } from '#web/set-up/save';
import { type Checked, checkImport, type Effect } from './check.ts';
import { problemTable } from './import-page.ts';
import { type Kept, keptImport, noteProgress, type Progress, progressOf } from './kept.ts';

/** Changes that one confirmation brings in, and how many at once: well within the time a page may take. The rest waits for the next. */
const [atMost, atOnce] = [1_000, 16];
const mostShown = 100;

const count = (effects: readonly Effect[], state: Effect['state']) => effects.filter((one) => one.state === state).length;
const effectTable = (effects: readonly Effect[], { words }: Visit): Html | undefined => {
  const { review: say, fields } = words.imports;
  const changing = effects.filter(({ state }) => state !== 'same');
  if (changing.length === 0) return undefined;
  const names: Readonly<Record<string, string>> = fields;
  const what = ({ state, fields: of }: Effect) => (state === 'added' ? say.added : [...new Set(of.flatMap((one) => names[one] ?? []))].join(', '));
  const more = changing.length > mostShown && html`<p>${say.more(changing.length - mostShown)}</p>`;
  return html`<h2>${say.whatChanges}</h2>${table(
    say.whatChanges,
    [say.record, say.change],
    changing.slice(0, mostShown).map((one) => [one.label, what(one)]),
  )}${more}`;
};
const other = ({ words }: Visit): Html =>
  html`<p><a href="/app/manage/import">${words.imports.review.other}</a> · <a href="/app/manage">${words.setUp.overview.title}</a></p>`;
const doneView = ({ added, changed }: Progress, visit: Visit): Result => {
  const { done: say } = visit.words.imports;
  return { title: say.title, back: '/app/manage', body: html`<p role="status">${say.counts(added, changed)}</p>${other(visit)}` };
};
type Shown = { kept: Kept; checked: Checked; progress: Progress | undefined };
const confirmForm = (label: string, { params, who }: Visit) => formTo(`/app/manage/import/${params.token}`, who.csrf, button(label));
const stateOf = ({ checked, progress }: Shown, visit: Visit): Html => {
  const { review: say } = visit.words.imports;
  if (!checked.ok) return html`<p>${say.wrongNow}</p>${'problems' in checked ? problemTable(checked.problems, visit) : html`<p>${checked.fault}</p>`}`;
  const { changes, effects } = checked;
  if (changes.length === 0 && !progress) return html`<p>${say.nothing}</p>`;
  const counts = say.counts(count(effects, 'added'), count(effects, 'changed'), count(effects, 'same'));
  const lead = progress ? say.part(count(effects, 'same'), effects.length - count(effects, 'same')) : counts;
  const stopped =
    visit.query.get('stopped') === 'yes' && html`<div class="ds_inset-text"><div class="ds_inset-text__text" role="status">${say.stopped}</div></div>`;
  return html`${stopped}<p role="status">${lead}</p>${confirmForm(progress ? say.goOn : say.confirm, visit)}${effectTable(effects, visit)}`;
};
const view = (shown: Shown, visit: Visit): Result => ({
  title: visit.words.imports.review.title(visit.words.imports.kinds[shown.kept.kind]),
  back: '/app/manage/import',
  body: html`${stateOf(shown, visit)}${other(visit)}`,
});

type Found = { kept: Kept; progress: Progress | undefined; source: string };
const found = async (visit: Visit): Promise<Found | undefined> => {
  const token = visit.params.token ?? '';
  const [kept, progress] = await Promise.all([keptImport(token, visit), progressOf(token, visit)]);
  return kept && { kept, progress, source: hash('sha256', kept.text, 'hex') };
};
/** Counted before anything is brought in, so that what broke off is still told whole. */
const begun = async (checked: Extract<Checked, { ok: true }>, before: Progress | undefined, token: string, visit: Visit): Promise<Progress> => {
  if (before) return before;
  const { effects } = checked;
  const progress = { state: 'going', added: count(effects, 'added'), changed: count(effects, 'changed') } as const;
  await noteProgress(token, progress, visit);
  return progress;
};
const post = async (visit: Submitted): Promise<Result> => {
  const token = visit.params.token ?? '';
  const to = `/app/manage/import/${token}`;
  const one = await found(visit);
  if (!one) return { trouble: 'missing' };
  if (one.progress?.state === 'done') return { go: to };
  const checked = await checkImport(one.kept.kind, one.kept.text, one.source, visit);
  if (!checked.ok) return { go: to };
  const progress = await begun(checked, one.progress, token, visit);
  const overtaken = await applyPlan(checked.changes.slice(0, atMost), bringing(visit, one.source), atOnce);
  if (overtaken === undefined && checked.changes.length <= atMost) await noteProgress(token, { ...progress, state: 'done' }, visit);
  return { go: overtaken === undefined ? to : `${to}?stopped=yes` };
};
export const reviewPage: Page = {
  path: '/app/manage/import/{token}',
  for: ['manager'],
  get: async (visit) => {
    const one = await found(visit);
    if (!one) return { trouble: 'missing' };
    if (one.progress?.state === 'done') return doneView(one.progress, visit);
    return view({ ...one, checked: await checkImport(one.kept.kind, one.kept.text, one.source, visit) }, visit);
  },
  post,
};
