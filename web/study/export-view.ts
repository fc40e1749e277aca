/** How an export stands: how far it is gathered, what is in it, and why it cannot be made. */
import { type Looked, levels, mildest } from '#study/anonymity';
import { flowKey, readFlowKey, stages } from '#study/flow';
import type { Blocked, Job } from '#study/job';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html, type Part } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import { fullDay, table } from '#web/set-up/parts';
import type { Found } from './study-data.ts';

export type Shown = { found: Found; job: Job; blocked: Blocked | undefined };
const arms = ['intervention', 'comparison'] as const;

const flowTable = ({ flow }: Job, visit: Visit): Html => {
  const { export: say } = visit.words.study;
  const count = (arm: (typeof arms)[number], stage: (typeof stages)[number], reason?: string) => String(flow[flowKey(arm, stage, reason)] ?? 0);
  const reasons = [...new Set(Object.keys(flow).map((key) => readFlowKey(key).reason))].filter((reason) => reason !== '').sort();
  const rows: Part[][] = [
    ...stages.filter((stage) => stage !== 'lost').map((stage): Part[] => [say.stages[stage], ...arms.map((arm) => count(arm, stage))]),
    ...reasons.map((reason): Part[] => [say.lostBy(say.lost[reason] ?? reason), ...arms.map((arm) => count(arm, 'lost', reason))]),
  ];
  return html`<h2>${say.flow.title}</h2>${table(say.flow.title, [say.flow.stage, ...arms.map((arm) => say.arms[arm])], rows)}`;
};
const missingName = (key: string, { words }: Visit): string => {
  const { missing: say } = words.study.export;
  const [name = '', point] = key.split(' ');
  const instruments: Readonly<Record<string, string>> = words.measures.instruments;
  return point ? say.at(instruments[name] ?? name, say.points[point] ?? point) : (say.names[name] ?? name);
};
const missingTable = ({ missing }: Job, visit: Visit): Html => {
  const { missing: say } = visit.words.study.export;
  const rows = Object.entries(missing)
    .map(([key, { missing: count, of }]): Part[] => [missingName(key, visit), String(count), String(of)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  const { what, missing: none, of } = say.columns;
  return html`<h2>${say.title}</h2>${rows.length === 0 ? html`<p>${say.none}</p>` : table(say.title, [what, none, of], rows)}`;
};
const alikeTable = (looked: readonly Looked[], visit: Visit): Html => {
  const { alike: say } = visit.words.study.export;
  const used = mildest(looked)?.level;
  const how = (level: number): string => {
    const { age, simd, sex } = levels[level] ?? levels[0];
    return [say.ages[age], say.simds[simd], sex ? say.sex : say.noSex, ...(level === used ? [say.used] : [])].join(', ');
  };
  const rows = looked.map(({ level, classes, under, people, hidden }): Part[] => [how(level), ...[classes, under, people, hidden].map(String)]);
  const { how: name, classes, under, people, hidden } = say.columns;
  return html`<h2>${say.title}</h2><p>${say.lead}</p>${table(say.title, [name, classes, under, people, hidden], rows)}`;
};

const progress = ({ job, found }: Shown, visit: Visit): Result => {
  const { export: say } = visit.words.study;
  const [at, of] = [job.at, job.practices.length];
  const path = `${found.path}/exports/${job.cutOff}`;
  return {
    title: say.title(fullDay(job.cutOff, visit)),
    back: found.path,
    again: 0,
    body: html`<p role="status">${say.gathering(at, of)}</p><p><progress aria-label="${say.progress}" value="${at}" max="${of}"></progress></p><p>${say.stays}</p><p><a class="ds_button ds_button--secondary" href="${path}">${say.goOn}</a></p>`,
  };
};
const withdrawn = ({ flow }: Job): number => Object.entries(flow).reduce((sum, [key, count]) => (readFlowKey(key).stage === 'withdrew' ? sum + count : sum), 0);
const files = ({ job, found }: Shown, visit: Visit): Html => {
  const { export: say } = visit.words.study;
  const { name, rows, sum } = say.files.columns;
  const list = (job.made?.files ?? []).map((one): Part[] => [
    one.name,
    one.rows === undefined ? '' : String(one.rows),
    html`<code>${one.sha256.slice(0, 16)}…</code>`,
  ]);
  return html`<p><a class="ds_button" href="${found.path}/exports/${job.cutOff}/download">${say.download}</a></p><p>${say.script} ${say.keeps}</p><h2>${say.files.title}</h2>${table(say.files.title, [name, rows, sum], list)}`;
};
const doing = (shown: Shown, what: 'make' | 'look', visit: Visit): Html => {
  const { found, job } = shown;
  const { export: say } = visit.words.study;
  if (what === 'make') return formTo(`${found.path}/exports/${job.cutOff}`, visit.who.csrf, html`${hidden('do', 'make')}${button(say.make)}`, 'button');
  const [year = '', month = '', day = ''] = job.cutOff.split('-');
  const fields = html`${hidden('do', 'look')}${hidden('cut-off-day', day)}${hidden('cut-off-month', month)}${hidden('cut-off-year', year)}${button(say.again, 'secondary')}`;
  return formTo(found.path, visit.who.csrf, fields, 'button');
};
const why = (shown: Shown, blocked: Blocked, visit: Visit): Html => {
  const { study: say } = visit.words;
  const names = shown.found.practices.filter(({ id }) => blocked === 'too-few' && shown.job.small?.includes(id)).map(({ name }) => html`<li>${name}</li>`);
  return html`<div class="ds_inset-text"><div class="ds_inset-text__text"><strong>${say.export.blocked}.</strong> ${say.blocked[blocked]}${names.length > 0 && html`<ul>${names}</ul>`}</div></div>`;
};
export const exportView = (shown: Shown, visit: Visit): Result => {
  const { job, found, blocked } = shown;
  const { export: say } = visit.words.study;
  if (blocked === 'gathering') return progress(shown, visit);
  const top = blocked
    ? html`${why(shown, blocked, visit)}${doing(shown, 'look', visit)}`
    : job.made
      ? files(shown, visit)
      : html`<p>${say.making(job.people)}</p>${doing(shown, 'make', visit)}`;
  const notes = html`${job.unchecked > 0 && html`<p>${say.unchecked(job.unchecked)}</p>`}${withdrawn(job) > 0 && html`<p>${say.withdrew(withdrawn(job))}</p>`}`;
  return {
    title: say.title(fullDay(job.cutOff, visit)),
    back: found.path,
    wide: true,
    body: html`${top}${notes}${flowTable(job, visit)}${missingTable(job, visit)}${job.looked && alikeTable(job.looked, visit)}`,
  };
};
