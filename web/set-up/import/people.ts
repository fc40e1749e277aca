/** People and roles, each in one row; somebody the hub knows is found by their short name or their e-mail address. */

import { directoryStore } from '#directory/directory-store';
import { practitionerId, sameMail, userId } from '#directory/ids';
import type { Hours } from '#directory/over-time';
import type { Manager, Practitioner } from '#directory/types';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import type { Visit } from '#web/frame/page';
import { type Job, staffOf } from '#web/set-up/jobs';
import { elsewhere, type Person, personDocument, type Typed } from '#web/set-up/person-form';
import type { Territory } from '#web/set-up/territory';
import { type Cells, cellReader } from './cells.ts';
import { type Gather, type Gathered, practiceNamed, seenBefore, withEntry } from './gathered.ts';
import type { LineProblem, Row } from './table.ts';

const jobsByWord = new Map<string, Job>([
  ['links practitioner', 'practitioner'],
  ['GP', 'gp'],
  ['nurse', 'nurse'],
  ['practice manager', 'practice-manager'],
  ['reception', 'reception'],
  ['other', 'other'],
  ['programme manager', 'manager'],
]);
const fields = { id: 'id', name: 'name', mail: 'email', practices: 'works at', practice: 'works at', areas: 'works at', wte: 'wte' } as const;

/** The same for the same address, so that an import that broke off finds its own. */
const newId = async (mail: string, { ports }: Visit): Promise<string> =>
  `p-${Buffer.from(await ports.fhir.keys.mac('imported person', sameMail(mail)), 'base64url')
    .toString('hex')
    .slice(0, 16)}`;
type Known = Person & { id: string; other: boolean };
const knownAs = async (given: string, mail: string, visit: Visit): Promise<Known> => {
  const { access, fhir } = visit.ports;
  const [users, directory] = [userStore(access, fhir.keys), directoryStore(access)];
  const named = userId.safeParse(given).data;
  const [byId, byMail] = await Promise.all([named ? users.find(named) : undefined, mail ? users.byMail(mail) : undefined]);
  const user: User | undefined = given ? byId : byMail;
  const id = given || user?.id || (await newId(mail, visit));
  const ownId = user?.role === 'practitioner' ? user.practitioner : practitionerId.safeParse(id).data;
  const [practitioner, manager]: [Practitioner | undefined, Manager | undefined] = await Promise.all([
    ownId && directory.practitioner(ownId),
    user?.role === 'manager' ? directory.manager(user.manager) : undefined,
  ]);
  return { id, user, practitioner, manager, other: byMail !== undefined && byMail.id !== id };
};

const placesIn = (cells: Cells, job: Job | undefined, territory: Territory, words: Visit['words']): Pick<Typed, 'practices' | 'areas'> => {
  const { lineText: say } = words.imports;
  const names = cells.list('works at');
  if (job === 'manager') {
    const only = territory.areas.length === 1 && names.length === 0 ? territory.areas : [];
    const areas = [...only, ...territory.areas.filter(({ id }) => names.some((name) => name === id))].map(({ id }) => id);
    if (areas.length === 0 || areas.length < names.length) cells.wrong('works at', say.areas);
    return { practices: [], areas };
  }
  const found = names.map((name) => practiceNamed(name, territory)?.id);
  if (found.includes(undefined)) cells.wrong('works at', say.practice);
  else if (job && staffOf(job) && found.length !== 1) cells.wrong('works at', say.onePractice);
  else if (job && found.length === 0) cells.wrong('works at', say.somePractice);
  return { practices: found.flatMap((id) => id ?? []), areas: [] };
};
/** One number for all practices together, or one for each in the order in which they are named. */
type Working = { job: Job | undefined; practices: Typed['practices'] /** Somebody who works where this manager names nothing. */; isElsewhere: boolean };
const hoursIn = (cells: Cells, { job, practices, isElsewhere }: Working, words: Visit['words']): Hours | undefined => {
  const { lineText: say } = words.imports;
  const [given, from] = [cells.parts('wte'), cells.day('wte from')];
  const [hasWte, hasFrom] = [cells.text('wte') !== '', cells.text('wte from') !== ''];
  if (hasWte !== hasFrom) cells.wrong(hasWte ? 'wte from' : 'wte', say.both);
  if (hasWte && job && job !== 'practitioner') cells.wrong('wte', say.onlyPractitioner);
  if (given.length > 1 && isElsewhere) cells.wrong('wte', say.wteElsewhere);
  else if (given.length > 1 && given.length !== practices.length) cells.wrong('wte', say.wteParts);
  const [first] = given;
  if (first === undefined || !from) return undefined;
  if (given.length === 1) return { wte: first, from };
  const wte = given.reduce((sum, part) => sum + Math.round(part * 100), 0) / 100;
  return { wte, from, parts: practices.map((practice, n) => ({ practice, wte: given[n] ?? 0 })) };
};

type Document = Gathered['document'];
const withHours = (document: Document, hours: Hours | undefined, held: Practitioner | undefined): Document => {
  const wte = hours && withEntry(held?.wte, hours, ({ from }) => from);
  return wte ? { ...document, practitioners: (document.practitioners ?? []).map((one) => ({ ...one, wte })) } : document;
};
const lists = ['practitioners', 'managers', 'users'] as const;
const recordsOf = (document: Document): string[] =>
  lists.flatMap((list) => (document[list] ?? []).map((one) => `${list.slice(0, -1)} ${'id' in one ? one.id : ''}`));
type One = { line: number; label: string; document: Document };
/** One after the other; each remembers its line. */
const joined = (people: readonly One[], problems: LineProblem[]): Gathered => {
  const document: Document = { practitioners: [], managers: [], users: [] };
  const origins: Gathered['origins'] = [];
  for (const { line, document: own } of people)
    for (const list of lists)
      for (const record of own[list] ?? []) {
        origins.push({ place: `${list}[${document[list]?.length ?? 0}]`, line, fields, column: 'name' });
        document[list]?.push(record);
      }
  return { document, origins, subjects: people.map(({ label, document: own }) => ({ label, records: recordsOf(own) })), problems };
};
type Asked = { known: Known; row: Row; territory: Territory; words: Visit['words']; problems: LineProblem[]; twice: (key: string) => boolean };
const personIn = ({ known, row, territory, words, problems, twice }: Asked): One | undefined => {
  const { lineText: say } = words.imports;
  const cells = cellReader(row, problems, words);
  const [name, mail, word] = [cells.needed('name'), cells.needed('email'), cells.needed('role')];
  const job = word === '' ? undefined : cells.word('role', jobsByWord);
  const places = placesIn(cells, job, territory, words);
  const hours = hoursIn(cells, { job, practices: places.practices, isElsewhere: elsewhere(known.practitioner, territory).length > 0 }, words);
  if (known.other) cells.wrong('email', say.idOfAnother);
  if (mail !== '' && twice(known.id)) cells.wrong('email', say.twice);
  if (!job) return undefined;
  const document = personDocument(known, { name, mail, job, ...places }, known.id, territory);
  return { line: row.line, label: name, document: withHours(document, hours, known.practitioner) };
};
export const gatherPeople: Gather = async (rows, territory, visit) => {
  const problems: LineProblem[] = [];
  const twice = seenBefore();
  const known = await Promise.all(rows.map(({ cell }) => knownAs(cell('id'), cell('email'), visit)));
  const people = rows.flatMap((row, n) => {
    const one = known[n];
    return (one && personIn({ known: one, row, territory, words: visit.words, problems, twice })) ?? [];
  });
  return joined(people, problems);
};
