/** Exports of studies, as far as each is. */
import { type KeptJobs, keptJobs } from '#platform/kept-jobs';
import type { Instant, LocalDate, Table } from '#platform/types';
import type { Job } from './job.ts';
import type { StudyId } from './types.ts';

export type Place = { study: StudyId; cutOff: LocalDate };
export type Jobs = KeptJobs<Place, Job>;
export const jobStore = (table: Table, now: Instant): Jobs => keptJobs<Place, Job>(table, now, ({ study, cutOff }) => [study, cutOff]);
