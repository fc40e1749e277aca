/** Every figure of each practice, month by month, as one file: prepared while the page is open, and then taken along. */

import { practiceId } from '#directory/ids';
import { wholeArea } from '#insight/counted/tally';
import { definitionsVersion } from '#insight/counts';
import { all } from '#insight/disclosure/types';
import { begun, exportStep, type FiguresExport, figuresArchive, figuresExports, isMade } from '#insight/figures-export-store';
import { metrics } from '#insight/metrics/all';
import { numberText } from '#insight/number-text';
import { divisorDay, divisorsOf } from '#web/figures/divisors';
import { periodText } from '#web/figures/periods';
import { archiveAnswer } from '#web/frame/answer';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { type ReleaseAsked, releaseAsked } from './asked.ts';
import { definitionOf } from './files.ts';

export const everythingPath = (area: string, period: string): string => `/app/figures/export/all/${area}/${period}`;
const askedBy = (visit: Visit): Promise<ReleaseAsked | undefined> =>
  releaseAsked(visit, { area: visit.params.area ?? '-', period: visit.params.period ?? '-' });
const jobsOf = ({ ports, at }: Visit) => figuresExports(ports.access, at);

/** What rates of one practice are divided by, read once for all of its months. */
const divisorsAt = (visit: Visit) => async (practice: string) => {
  const id = practiceId.safeParse(practice);
  const found = id.success ? await visit.ports.fhir.directory.practice(id.data) : undefined;
  const rates = Object.values(metrics).filter(({ compute }) => compute.kind === 'per');
  const all = new Map(
    await Promise.all(rates.map(async (metric) => [metric, found && (await divisorsOf(metric, { practice: found, practices: [found] }, visit))] as const)),
  );
  return (metric: (typeof rates)[number], period: ReleaseAsked['period']) => all.get(metric)?.at(practice, divisorDay(metric, period));
};
const headOf = ({ area, period }: ReleaseAsked, { asAt, definitionsVersion: version }: FiguresExport): [string, string][] => [
  ['area', area.id],
  ['name', area.name],
  ['period', period.name],
  ['asAt', asAt],
  ['definitionsVersion', String(version)],
  ['tier', 'inside'],
  ...Object.entries(metrics).flatMap(([metric, { compute }]): [string, string][] => (compute.kind === 'elsewhere' ? [] : [[metric, definitionOf(metric)]])),
];
/** Milliseconds that one call works on before it tells how far it is. */
const patience = 1_500;
const goneOn = async (job: FiguresExport, asked: ReleaseAsked, visit: Visit): Promise<FiguresExport> => {
  const { clock, ids, fhir } = visit.ports;
  const { period } = asked;
  const making = { jobs: jobsOf(visit), work: fhir.subscriptions.work, ids, period, head: headOf(asked, job), divisorsOf: divisorsAt(visit) };
  const until = Date.parse(clock.now()) + patience;
  let after = job;
  while (!isMade(after)) {
    after = await exportStep(after, making);
    if (Date.parse(clock.now()) >= until) break;
  }
  return after;
};

const startForm = (asked: ReleaseAsked, label: string, kind: 'primary' | 'secondary', { who }: Visit): Html =>
  formTo(everythingPath(asked.area.id, asked.period.name), who.csrf, button(label, kind), 'button');
const madeView = (job: FiguresExport, asked: ReleaseAsked, visit: Visit): Html => {
  const { everything: say } = visit.words.pack;
  const at = momentText(job.asAt, visit.at, visit.words);
  const [to, of] = [`${everythingPath(job.area, job.period)}/download`, job.files.length];
  const file =
    of === 1
      ? html`<p><a class="ds_button" href="${to}">${say.download}</a></p>`
      : html`<p>${say.inParts(of)}</p><ul>${job.files.map((_, n) => html`<li><a href="${to}?part=${n + 1}">${say.part(n + 1, of)}</a></li>`)}</ul>`;
  return html`<p>${say.made(numberText(job.rows), numberText(job.practices.length - 1), at)}</p>${file}${startForm(asked, say.again, 'secondary', visit)}`;
};
const progressView = (job: FiguresExport, { words }: Visit): Html => {
  const { everything: say } = words.pack;
  const [at, of] = [job.at, job.practices.length];
  return html`<p role="status">${say.making(at, of)}</p><p><progress aria-label="${say.progress}" value="${at}" max="${of}"></progress></p><p>${say.stays}</p><p><a class="ds_button ds_button--secondary" href="${everythingPath(job.area, job.period)}">${say.goOn}</a></p>`;
};
const view = async (asked: ReleaseAsked, visit: Visit): Promise<Result> => {
  const { everything: say } = visit.words.pack;
  const begunJob = await jobsOf(visit).load({ area: asked.area.id, period: asked.period.name });
  const job = begunJob && (await goneOn(begunJob, asked, visit));
  const body = job ? (isMade(job) ? madeView(job, asked, visit) : progressView(job, visit)) : startForm(asked, say.start, 'primary', visit);
  return {
    title: say.title(asked.area.name, periodText(asked.period.name, visit.today, visit.words)),
    back: `/app/figures/export?area=${asked.area.id}&period=${asked.period.name}`,
    ...(job && !isMade(job) ? { again: 1 } : {}),
    body: html`<p>${say.lead} ${visit.words.publication.export.inside}</p>${body}`,
  };
};
const start = async (asked: ReleaseAsked, visit: Visit): Promise<Result> => {
  const { fhir } = visit.ports;
  const id = visit.who.caller.kind === 'manager' ? visit.who.caller.areas.find((one) => one === asked.area.id) : undefined;
  const practices = id ? await fhir.directory.practicesIn(id) : [];
  const places = [{ id: wholeArea, name: all }, ...practices.map(({ id: practice, name }) => ({ id: String(practice), name }))];
  const job = begun({ area: asked.area.id, period: asked.period.name, asAt: visit.at, definitionsVersion, practices: places });
  // Where there are few practices all of it is done before the page is shown.
  if (await jobsOf(visit).write(job)) await goneOn(job, asked, visit);
  return { go: everythingPath(asked.area.id, asked.period.name) };
};
export const everythingPage: Page = {
  path: '/app/figures/export/all/{area}/{period}',
  for: ['manager'],
  get: async (visit) => {
    const asked = await askedBy(visit);
    return asked ? view(asked, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const asked = await askedBy(visit);
    return asked ? start(asked, visit) : { trouble: 'missing' };
  },
};
/** The file, or one of several. */
export const takenPage: Page = {
  path: '/app/figures/export/all/{area}/{period}/download',
  for: ['manager'],
  get: async (visit) => {
    const asked = await askedBy(visit);
    const jobs = jobsOf(visit);
    const job = asked && (await jobs.load({ area: asked.area.id, period: asked.period.name }));
    const part = visit.query.get('part') ?? '1';
    if (!job || !isMade(job) || !job.files.some((_, n) => part === String(n + 1))) return { trouble: 'missing' };
    const which = job.files.length === 1 ? '' : `-${part}-of-${job.files.length}`;
    return { answer: await archiveAnswer(`figures-${job.area}-${job.period}-inside${which}`, figuresArchive(job, Number(part) - 1, jobs)) };
  },
};
