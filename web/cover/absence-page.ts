/** When somebody is away and who covers: a practitioner notes her own, a manager that of somebody who cannot, as when they are ill. */
import { absenceStore } from '#directory/absence-store';
import { type Absence, absenceFault, isOver } from '#directory/absences';
import type { PractitionerId } from '#identity/types';
import { nameOf } from '#referral/carry-out';
import { button, dayField, type Filled, formTo, select } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { absenceList, coversList } from './absence-list.ts';
import { absencePeople, type Colleague } from './absence-people.ts';

type Desk = { path: `/app/${string}`; for: Page['for'] /** She herself, or one of several. */; own: boolean };
type People = Awaited<ReturnType<typeof absencePeople>>;
const chosenFrom = (people: readonly Colleague[]) => people.map(({ id, name }) => ({ value: id, label: name }));

const formHtml = ({ path, own }: Desk, { away, covers }: People, filled: Filled, visit: Visit) => {
  const { words, who } = visit;
  const { absence: say } = words.cover;
  const whose = !own && select({ name: 'who', label: say.who, choices: [{ value: '', label: '' }, ...chosenFrom(away)] }, filled);
  const cover = select({ name: 'cover', label: own ? say.cover : say.coverOf, choices: [{ value: '', label: say.nobody }, ...chosenFrom(covers)] }, filled);
  return formTo(
    path,
    who.csrf,
    html`${whose}${dayField({ name: 'from', label: say.from }, filled, words)}${dayField({ name: 'to', label: say.to }, filled, words)}${cover}${button(say.save)}`,
  );
};
const noticeOf = ({ query, words }: Visit) => {
  const { absence: say } = words.cover;
  const done = query.get('did');
  return done === 'saved' ? html`<p>${say.saved}</p>` : done === 'ended' ? html`<p>${say.endedNotice}</p>` : undefined;
};
const pageOf = async (desk: Desk, filled: Filled, visit: Visit): Promise<Result> => {
  const { words, ports, today, who } = visit;
  const { absence: say, manageAbsence } = words.cover;
  const store = absenceStore(ports.access);
  const people = await absencePeople(visit);
  const [noted, covered] = await Promise.all([
    Promise.all(people.away.map(({ id }) => store.of(id))),
    who.caller.kind === 'practitioner' ? store.coveredBy(who.caller.practitioner) : [],
  ]);
  const names = new Map([...people.covers, ...people.away].map(({ id, name }) => [id as string, name]));
  const open = (one: Absence) => !isOver(one, today);
  const all = noted.flat().filter((one) => desk.own || open(one));
  const body = html`<p>${desk.own ? say.lead : manageAbsence.lead}</p>${coversList(covered.filter(open), names, visit)}
<section><h2>${desk.own ? say.mine : manageAbsence.all}</h2>${absenceList(all, desk.path, names, !desk.own, visit)}</section>
<section><h2>${say.add}</h2>${formHtml(desk, people, filled, visit)}</section>`;
  return { title: desk.own ? say.title : manageAbsence.title, faults: filled.faults, notice: noticeOf(visit), body };
};

const placeOfFault = { 'to-before-from': 'to', over: 'to', overlaps: 'from', 'cover-self': 'cover', 'cover-away': 'cover' } as const;
const post = async (desk: Desk, visit: Submitted): Promise<Result> => {
  const { ports, at, today, words, who } = visit;
  const store = absenceStore(ports.access);
  const { away, covers } = await absencePeople(visit);
  const ids = (people: readonly Colleague[]): PractitionerId[] => people.map(({ id }) => id);
  const read = fieldReader(visit.form, words);
  const practitioner = desk.own ? away[0]?.id : read.chosen('who', ids(away));
  const [from, to] = [read.neededDay('from'), read.neededDay('to')];
  const cover = text(visit.form, 'cover') === '' ? undefined : read.chosen('cover', ids(covers));
  if (!practitioner || !from || !to || !read.isRight()) return pageOf(desk, { form: visit.form, faults: read.faults() }, visit);
  const [own, theirs] = await Promise.all([store.of(practitioner), cover ? store.of(cover) : []]);
  const wanted = { practitioner, from, to, ...(cover ? { cover } : {}) };
  const isSame = (one: Absence) => one.from === from && one.to === to && one.cover === cover && !one.endedOn;
  if (own.some(isSame)) return { go: `${desk.path}?did=saved` };
  const fault = absenceFault(wanted, own, theirs, today);
  if (fault) return pageOf(desk, { form: visit.form, faults: { [placeOfFault[fault]]: words.cover.absence.faults[fault] } }, visit);
  const noted: Absence = { id: ports.ids.short(), ...wanted, versionId: 1, lastUpdated: at, by: nameOf(who.caller) };
  return (await store.write(noted)).outcome === 'written' ? { go: `${desk.path}?did=saved` } : { trouble: 'busy' };
};

const end = async (desk: Desk, visit: Submitted): Promise<Result> => {
  const { ports, at, today, who } = visit;
  const store = absenceStore(ports.access);
  const { away } = await absencePeople(visit);
  const whose = desk.own ? away[0] : away.find(({ id }) => id === text(visit.form, 'who'));
  const absence = whose && (await store.of(whose.id)).find(({ id }) => id === visit.params.absence);
  if (!absence) return { trouble: 'missing' };
  if (isOver(absence, today)) return { go: `${desk.path}?did=ended` };
  const ended: Absence = { ...absence, endedOn: today, versionId: absence.versionId + 1, lastUpdated: at, by: nameOf(who.caller) };
  return (await store.write(ended, absence)).outcome === 'written' ? { go: `${desk.path}?did=ended` } : { trouble: 'changed' };
};

const desks: readonly Desk[] = [
  { path: '/app/work/absence', for: ['practitioner'], own: true },
  { path: '/app/manage/absence', for: ['manager'], own: false },
];
export const absencePages: readonly Page[] = desks.flatMap((desk): Page[] => [
  { path: desk.path, for: desk.for, get: (visit) => pageOf(desk, { form: visit.kept }, visit), post: (visit) => post(desk, visit) },
  { path: `${desk.path}/{absence}/end`, for: desk.for, post: (visit) => end(desk, visit) },
]);
