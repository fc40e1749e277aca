/** A comparison practice of a study, as its collector or the manager of its area has it. */
import type { Practice } from '#directory/types';
import { practiceNamed } from '#fhir/directory/reach';
import type { AreaId, PracticeId } from '#identity/types';
import { readListNumber, type Sampled } from '#study/sample';
import { sampleStore } from '#study/sample-store';
import { readStudyId, studyStore } from '#study/study-store';
import type { Study } from '#study/types';
import type { Visit } from '#web/frame/page';

export type Compared = { study: Study; practice: Practice; path: string };
const collectsIn = ({ who }: Pick<Visit, 'who'>): readonly PracticeId[] => (who.caller.kind === 'collector' ? who.caller.collects : []);
const compares = ({ arms }: Practice): boolean => arms?.some(({ arm }) => arm === 'comparison') ?? false;
const isTheirs = (practice: Practice, { who }: Visit): boolean =>
  who.caller.kind === 'collector' ? who.caller.collects.includes(practice.id) : who.caller.kind === 'manager' && who.caller.areas.includes(practice.area);
const pathOf = (study: Study, practice: Practice): string => `/app/studies/${study.id}/practices/${practice.id}`;

/** Undefined: none, or not theirs, or it compares nothing. */
export const comparedIn = async (visit: Visit): Promise<Compared | undefined> => {
  const { params, ports } = visit;
  const id = readStudyId(params.study);
  const study = id && ports.study && (await studyStore(ports.fhir.referrals).load(id));
  const practice = await practiceNamed(params.practice ?? '', ports.fhir.directory);
  if (!study || !practice || !study.practices.includes(practice.id) || !compares(practice) || !isTheirs(practice, visit)) return undefined;
  return { study, practice, path: pathOf(study, practice) };
};
/** Every study of every practice where somebody collects. */
export const collecting = async (visit: Visit): Promise<Compared[]> => {
  const { fhir } = visit.ports;
  const found = await Promise.all(collectsIn(visit).map((id) => fhir.directory.practice(id)));
  const practices = found.flatMap((one) => (one && compares(one) ? [one] : []));
  const areas: AreaId[] = [...new Set(practices.map(({ area }) => area))];
  const studies = await studyStore(fhir.referrals).inAreas(areas);
  return studies.flatMap((study) =>
    practices.filter(({ id }) => study.practices.includes(id)).map((practice) => ({ study, practice, path: pathOf(study, practice) })),
  );
};
export type One = Compared & { one: Sampled; at: string };
export const sampledIn = async (visit: Visit): Promise<One | undefined> => {
  const [found, number] = [await comparedIn(visit), readListNumber(visit.params.number ?? '')];
  const one = found && number && (await sampleStore(visit.ports.fhir.referrals).load(found.study.id, found.practice.id, number));
  return found && one ? { ...found, one, at: `${found.path}/${one.number}` } : undefined;
};
