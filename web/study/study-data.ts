/** A study as its manager has it: all its practices are of her areas. */
import { directoryStore } from '#directory/directory-store';
import type { Practice } from '#directory/types';
import { accessKeys } from '#platform/tables';
import type { Gathering } from '#study/gather';
import { type Jobs, jobStore } from '#study/job-store';
import { studyPseudonyms } from '#study/pseudonyms';
import { sampleStore } from '#study/sample-store';
import { readStudyId, studyStore } from '#study/study-store';
import type { Study } from '#study/types';
import type { Visit } from '#web/frame/page';
import { areasOf } from '#web/set-up/territory';
import { readingOf } from './reading.ts';

export type Found = { study: Study; practices: readonly Practice[]; path: string };
const practicesOf = async ({ practices }: Pick<Study, 'practices'>, { ports }: Pick<Visit, 'ports'>): Promise<Practice[]> => {
  const directory = directoryStore(ports.access);
  return (await Promise.all(practices.map((id) => directory.practice(id)))).flatMap((one) => one ?? []);
};
const isHers = (practices: readonly Practice[], visit: Visit): boolean => practices.every(({ area }) => areasOf(visit).includes(area));
/** Undefined: none of that id, or not hers, or a function that makes no exports. */
export const studyIn = async (visit: Visit): Promise<Found | undefined> => {
  const id = readStudyId(visit.params.study);
  if (!id || !visit.ports.study) return undefined;
  const study = await studyStore(visit.ports.fhir.referrals).load(id);
  const practices = study && (await practicesOf(study, visit));
  return practices && isHers(practices, visit) ? { study, practices, path: `/app/studies/${id}` } : undefined;
};
export const studiesOf = async (visit: Visit): Promise<Study[]> => {
  const all = await studyStore(visit.ports.fhir.referrals).inAreas(areasOf(visit));
  const hers = await Promise.all(all.map(async (study) => isHers(await practicesOf(study, visit), visit)));
  return all.filter((_, n) => hers[n]);
};

export const jobsOf = ({ ports, at }: Visit): Jobs => jobStore(ports.access, at);
export const gatheringOf = async (study: Study, visit: Visit): Promise<Gathering> => {
  const { access, clock, ids, fhir, study: own } = visit.ports;
  if (!own) throw new Error('a function that makes no exports was asked for one');
  return {
    study,
    reading: readingOf(fhir.referrals, access),
    directory: fhir.directory,
    samples: sampleStore(fhir.referrals),
    pseudonym: await studyPseudonyms(study.id, { table: access, secrets: own.secrets, clock, ids }),
    jobs: jobsOf(visit),
  };
};
/** Who did what with a study, in the month's audit. */
export const noteAudit = async (what: string, change: string, fields: string, { ports, at, who }: Visit): Promise<void> => {
  const item = { ...accessKeys.audit(at, ports.ids.id()), at, who: `user:${who.user.id}`, what, change, fields, file: 'page' };
  const { outcome } = await ports.access.write([{ put: item, when: { absent: true } }]);
  if (outcome !== 'written') throw new Error(`what was done with a study could not be noted: ${outcome}`);
};
