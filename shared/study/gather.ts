/**
 * Gathers an export practice by practice. Each practice is one step: its rows are put down in pieces, then the job goes on to the next. Whoever comes
 * after a step that was broken off does that step again and puts down the same.
 */
import type { Directory, Practice } from '#directory/types';
import type { OrganisationId, PracticeId } from '#identity/types';
import { packed, textsOf, unpacked } from '#platform/pieces';
import { anonymity, classesOf, smallPractices, toldOf } from './anonymity.ts';
import { headOf } from './columns.ts';
import { compared } from './compared.ts';
import { takingPart } from './consent.ts';
import { type Counted, candidatesCounted, type Job, nothing, participantCounted, together } from './job.ts';
import type { Jobs } from './job-store.ts';
import { courseFor, type Reading, type Referred, referredTo } from './people-store.ts';
import type { Pseudonym } from './pseudonyms.ts';
import { contactRows, measureRows, participantRow, suggestionRows, type Waiting } from './rows.ts';
import type { SampleStore } from './sample-store.ts';
import type { Participant, Study } from './types.ts';

export type Gathering = {
  study: Study;
  reading: Reading;
  directory: Pick<Directory, 'practice' | 'organisation'>;
  samples: Pick<SampleStore, 'all' | 'papers'>;
  pseudonym: Pseudonym;
  jobs: Jobs;
};
/** People whose courses are in memory at once. */
const atOnce = 100;

export const beginning = (study: Study, cutOff: Job['cutOff'], said: number, pseudonym: Pseudonym): Job => ({
  ...nothing,
  study: study.id,
  cutOff,
  of: { study: study.versionId, said },
  rev: 1,
  practices: study.practices.toSorted((one, other) => (pseudonym('practice', one) < pseudonym('practice', other) ? -1 : 1)),
  at: 0,
  files: {},
});

const kindOf = async (resource: string, { directory }: Gathering): Promise<string | undefined> =>
  (await directory.organisation((resource.split('/')[0] ?? '') as OrganisationId))?.kind;
const withKinds = async (who: Participant, gathering: Gathering): Promise<Participant> => ({
  ...who,
  suggestions: await Promise.all(
    who.suggestions.map(async (one) => {
      const kind = await kindOf(one.resource, gathering);
      return kind === undefined ? one : { ...one, kind };
    }),
  ),
});
const referredParticipant = async (one: Referred, job: Job, gathering: Gathering): Promise<Participant> => {
  const course = await courseFor(one, job.cutOff, gathering.reading);
  return withKinds({ ...one, ...course, pseudonym: gathering.pseudonym('person', one.key) }, gathering);
};

type Rows = Record<'waiting' | 'contacts' | 'suggestions' | 'measures', string[][]>;
const rowsOf = (all: readonly Participant[], job: Job, { study, pseudonym }: Gathering): Rows => ({
  waiting: all.map((who): string[] => [JSON.stringify(participantRow(who, toldOf(who, pseudonym('practice', who.practice)), job.cutOff))]),
  contacts: all.flatMap(contactRows),
  suggestions: all.flatMap((who) => suggestionRows(who, (resource) => pseudonym('resource', resource))),
  measures: all.flatMap((who) => measureRows(who, study.instruments)),
});
type Files = Job['files'];
/** After what the job has of each file. */
const putDown = async (rows: Record<string, readonly (readonly string[])[]>, files: Files, job: Job, { jobs }: Gathering): Promise<Files> => {
  const piled: Record<string, Files[string]> = { ...files };
  for (const [file, some] of Object.entries(rows)) {
    const had = piled[file] ?? { pieces: 0, rows: 0 };
    const texts = file === 'waiting' ? [some.map(([line]) => `${line}\n`).join('')].filter((text) => text !== '') : textsOf(some);
    await jobs.putPieces(job, file, had.pieces, texts.map(packed));
    piled[file] = { pieces: had.pieces + texts.length, rows: had.rows + some.length };
  }
  return piled;
};

type Step = { counted: Counted; files: Files };
/** Somebody who takes part, and how the rest of them is read. */
type Taker = { pseudonym: string; read: () => Promise<Participant> };
const takersOf = (referred: readonly Referred[], others: readonly Omit<Participant, 'pseudonym'>[], job: Job, gathering: Gathering): Taker[] => {
  const name = ({ key }: { key: string }) => gathering.pseudonym('person', key);
  const isIn = ({ said }: Pick<Participant, 'said'>) => takingPart(said, job.cutOff) === 'takes-part';
  return [
    ...referred.filter(isIn).map((one) => ({ pseudonym: name(one), read: () => referredParticipant(one, job, gathering) })),
    ...others.filter(isIn).map((one) => ({ pseudonym: name(one), read: async () => ({ ...one, pseudonym: name(one) }) })),
  ].sort((one, other) => (one.pseudonym < other.pseudonym ? -1 : 1));
};
const practiceStep = async (practice: Practice, job: Job, gathering: Gathering): Promise<Step> => {
  const { study, reading, samples } = gathering;
  const referred = await referredTo(practice, study, job.cutOff, reading);
  const { candidates, participants, unchecked } = await compared(practice, study, job.cutOff, samples);
  const takers = takersOf(referred, participants, job, gathering);
  let counted: Counted = { ...candidatesCounted([...referred, ...candidates], job.cutOff), unchecked };
  let { files } = job;
  for (let from = 0; from < takers.length; from += atOnce) {
    const all = await Promise.all(takers.slice(from, from + atOnce).map(({ read }) => read()));
    counted = all.reduce((sum, who) => together(sum, participantCounted(who, study, job.cutOff)), counted);
    files = await putDown(rowsOf(all, job, gathering), files, job, gathering);
  }
  return { counted, files };
};

const heads = (job: Job, gathering: Gathering): Promise<Files> =>
  putDown(Object.fromEntries((['contacts', 'suggestions', 'measures'] as const).map((file) => [file, [headOf(file)]])), {}, job, gathering);
/** What waits to be told as coarsely as it must be. */
export const waitingIn = async (job: Job, { jobs }: Pick<Gathering, 'jobs'>): Promise<Waiting[]> => {
  const pieces = await jobs.all(job, 'waiting');
  const lines = pieces.slice(0, job.files.waiting?.pieces ?? 0).flatMap((piece) => Buffer.from(unpacked(piece)).toString().split('\n'));
  return lines.filter((line) => line !== '').map((line): Waiting => JSON.parse(line));
};
const look = async (job: Job, gathering: Gathering): Promise<Pick<Job, 'looked' | 'small'>> => {
  const classes = classesOf((await waitingIn(job, gathering)).map(({ told }) => told));
  const small = smallPractices(classes);
  return { looked: anonymity(classes), small: job.practices.filter((one) => small.includes(gathering.pseudonym('practice', one))) };
};

/** The next practice, or at the end the look at how many are alike. The job as it is afterwards, whoever took the step. */
export const gatherStep = async (job: Job, gathering: Gathering): Promise<Job> => {
  const id: PracticeId | undefined = job.practices[job.at];
  const begun = job.at === 0 && Object.keys(job.files).length === 0 ? { ...job, files: await heads(job, gathering) } : job;
  const practice = id && (await gathering.directory.practice(id));
  const step = practice ? await practiceStep(practice, begun, gathering) : { counted: nothing, files: begun.files };
  const gone: Job = { ...begun, ...together(begun, step.counted), files: step.files, at: Math.min(job.at + 1, job.practices.length), rev: job.rev + 1 };
  const after = gone.at < gone.practices.length ? gone : { ...gone, ...(await look(gone, gathering)) };
  if (await gathering.jobs.write(after, job)) return after;
  return (await gathering.jobs.load(job)) ?? after;
};
export const isGathered = (job: Job): boolean => job.looked !== undefined;
