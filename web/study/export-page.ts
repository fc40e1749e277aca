/** An export of a study: gathered while the page is open, looked at, made, and taken along. */

import { parseLocalDate } from '#platform/time';
import { gatherStep, isGathered } from '#study/gather';
import { type Blocked, blockedJob, blockedStudy, type Job } from '#study/job';
import { archiveOf, madeOf } from '#study/make';
import { studyStore } from '#study/study-store';
import { archiveAnswer } from '#web/frame/answer';
import { text } from '#web/frame/form';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { exportView, type Shown } from './export-view.ts';
import { type Found, gatheringOf, jobsOf, noteAudit, studyIn } from './study-data.ts';

type Exporting = { found: Found; job: Job; blocked: Blocked | undefined };
/** Undefined: nobody asked for one up to this day, or it was forgotten since. */
const exportIn = async (visit: Visit): Promise<Exporting | undefined> => {
  const found = await studyIn(visit);
  const cutOff = parseLocalDate(visit.params.cutOff ?? '');
  const job = found && cutOff && (await jobsOf(visit).load({ study: found.study.id, cutOff }));
  return job && { found, job, blocked: await blockedNow(found, job, visit) };
};
const blockedNow = async ({ study }: Found, job: Job, { ports, today }: Visit): Promise<Blocked | undefined> =>
  blockedStudy(study, today) ?? blockedJob(job, study, await studyStore(ports.fhir.referrals).saidCount(study.id));

/** Milliseconds that one call works on before it tells how far it is. */
const patience = 1_500;
const gathered = async ({ found, job }: Exporting, visit: Visit): Promise<Job> => {
  const gathering = await gatheringOf(found.study, visit);
  const { clock } = visit.ports;
  const until = Date.parse(clock.now()) + patience;
  let now = job;
  do now = await gatherStep(now, gathering);
  while (!isGathered(now) && Date.parse(clock.now()) < until);
  return now;
};
/** What is blocked for another reason than that it is still being gathered is not gathered on. */
const shown = async (exporting: Exporting, visit: Visit): Promise<Result> => {
  const { found, job, blocked } = exporting;
  if (blocked !== 'gathering') return exportView({ found, job, blocked }, visit);
  const now = await gathered(exporting, visit);
  return exportView({ found, job: now, blocked: await blockedNow(found, now, visit) }, visit);
};
const make = async ({ found, job, blocked }: Exporting, visit: Submitted): Promise<Result> => {
  const { path, study } = found;
  const at = `${path}/exports/${job.cutOff}`;
  if (blocked || job.made) return { go: at };
  const gathering = await gatheringOf(study, visit);
  const after = await madeOf(job, gathering);
  const big: Shown = { found, job, blocked: 'too-big' };
  if (!after) return exportView(big, visit);
  if (!(await gathering.jobs.write(after, job))) return { go: at };
  await studyStore(visit.ports.fhir.referrals).noteExport(study.id, { cutOff: job.cutOff, people: job.people });
  await noteAudit(`study ${study.id}`, 'exported', `export ${job.cutOff}`, visit);
  return { go: at };
};
export const exportPage: Page = {
  path: '/app/studies/{study}/exports/{cutOff}',
  for: ['manager'],
  get: async (visit) => {
    const exporting = await exportIn(visit);
    return exporting ? shown(exporting, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const exporting = await exportIn(visit);
    if (!exporting) return { trouble: 'missing' };
    return text(visit.form, 'do') === 'make' ? make(exporting, visit) : shown(exporting, visit);
  },
};

/** Somebody who withdrew since it was made is not handed on: it is made again first. */
export const downloadPage: Page = {
  path: '/app/studies/{study}/exports/{cutOff}/download',
  for: ['manager'],
  get: async (visit) => {
    const exporting = await exportIn(visit);
    if (!exporting?.job.made) return { trouble: 'missing' };
    const { found, job, blocked } = exporting;
    if (blocked) return exportView(exporting, visit);
    await noteAudit(`study ${found.study.id}`, 'downloaded', `export ${job.cutOff}`, visit);
    return { answer: await archiveAnswer(`study-${found.study.id}-${job.cutOff}`, archiveOf(job, jobsOf(visit))) };
  },
};
