/** Handing over several at once: a practitioner her own or those of whom she stands in for, a manager those of somebody who has left. */
import { practicesOf } from '#identity/access-policy';
import type { PracticeId, PractitionerId } from '#identity/types';
import type { ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { button, type Choice, checkboxes, type Filled, formTo, longText, radios } from '#web/frame/fields';
import { texts } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { nearDay } from '#web/frame/when';
import { caseloadOf, holderOf, isHers, practitionerOf } from '#web/work/case-data';
import { referenceOf } from '#web/work/reference';
import { nameInList } from '#web/work/row';
import { handOverAll } from './hand-over-all.ts';
import { unattendedFor } from './unattended.ts';

/** Of the referrals that may be handed over: what a list says of each. */
export type Movable = { id: ReferralId; practice: PracticeId; name: string; hint: string };
/** `act`: by which command each goes. */
type Desk = { path: `/app/${string}`; for: Page['for']; back: string; act: 'hand-over' | 'reassign'; movable(visit: Visit): Promise<Movable[]> };
/** Each is a command of its own. */
const most = 100;

const hintOf = (practice: string, receivedAt: Parameters<typeof londonDate>[0], { words, today }: Visit): string =>
  words.cover.reassign.line(practice, nearDay(londonDate(receivedAt), today, words));
const ownOrCovered = async (visit: Visit): Promise<Movable[]> => {
  const { rows, people, names } = await caseloadOf(visit);
  const { reassign: say } = visit.words.cover;
  return rows
    .filter((row) => isHers(visit, row))
    .map((row) => {
      const holder = holderOf(row);
      const isOthers = visit.who.caller.kind === 'practitioner' && holder !== visit.who.caller.practitioner;
      const { name, born } = nameInList(row, people.get(row.person), visit);
      const hint = [born, hintOf(names.get(row.practice) ?? row.practice, row.receivedAt, visit), isOthers && say.of(names.get(holder ?? '') ?? '')];
      return { id: row.id, practice: row.practice, name, hint: hint.filter(Boolean).join(', ') };
    });
};
const ofThoseWhoLeft = async (visit: Visit): Promise<Movable[]> => {
  const { reassign: say, unattended } = visit.words.cover;
  const gone = (await unattendedFor(visit)).filter(({ attendance }) => attendance?.is === 'left' || attendance?.is === 'signed-out');
  return gone.flatMap(({ rows, practice, practiceName, holder }) =>
    rows.map((row) => ({
      ...{ id: row.id, practice, name: unattended.row(referenceOf(row.id)) },
      hint: [hintOf(practiceName, row.receivedAt, visit), holder && say.of(holder.name)].filter(Boolean).join(', '),
    })),
  );
};

/** Whoever works where the visitor may hand over; whether they work where each of the referrals is, is asked one by one. */
const choicesOf = async (visit: Visit): Promise<Choice[]> => {
  const { who, ports } = visit;
  const { directory } = ports.fhir;
  const areas = who.caller.kind === 'manager' ? await Promise.all(who.caller.areas.map((area) => directory.practicesIn(area))) : [];
  const practices = [...practicesOf(who.caller), ...areas.flat().map(({ id }) => id)];
  const found = (await Promise.all(practices.map((id) => directory.practitionersOf(id)))).flat();
  const all = [...new Map(found.map(({ id, name }) => [id, { value: id as string, label: name }])).values()];
  // To herself only from somebody else's list.
  return who.caller.kind === 'practitioner' && !who.caller.covers ? all.filter(({ value }) => value !== practitionerOf(visit)) : all;
};
const pageOf = async (desk: Desk, movable: readonly Movable[], filled: Filled, visit: Visit): Promise<Result> => {
  const { reassign: say } = visit.words.cover;
  const shown = { title: say.title, back: desk.back, faults: filled.faults };
  const choices = await choicesOf(visit);
  if (movable.length === 0 || choices.length === 0)
    return { ...shown, body: html`<p>${movable.length === 0 ? say.none : visit.words.referral.handOver.nobody}</p>` };
  const rows = movable.map(({ id, name, hint }) => ({ value: id, label: name, hint }));
  const form = html`${checkboxes({ name: 'row', label: say.rows, choices: rows }, filled)}${radios({ name: 'to', label: say.to, choices }, filled)}${longText({ name: 'note', label: say.note, hint: say.noteHint, most: 1000, rows: 3 }, filled)}${button(say.button)}`;
  return { ...shown, body: html`<p>${say.lead}</p>${formTo(desk.path, visit.who.csrf, form)}` };
};

const post = async (desk: Desk, visit: Submitted): Promise<Result> => {
  const movable = await desk.movable(visit);
  const { faults } = visit.words.cover.reassign;
  const read = fieldReader(visit.form, visit.words);
  const ids = [...new Set(texts(visit.form, 'row'))];
  if (ids.length === 0) read.wrong('row', faults.nobody);
  if (ids.length > most) read.wrong('row', faults.tooMany(most));
  const to = read.chosen<PractitionerId>(
    'to',
    (await choicesOf(visit)).map(({ value }) => value as PractitionerId),
  );
  const note = read.text('note', 1000);
  if (!to || !read.isRight()) return pageOf(desk, movable, { form: visit.form, faults: read.faults() }, visit);
  const sealed = await handOverAll(ids, { act: desk.act, movable, to, note }, visit);
  return { go: `${desk.path}/done/${sealed}` };
};

const desks: readonly Desk[] = [
  { path: '/app/work/reassign', for: ['practitioner'], back: '/app/work', act: 'hand-over', movable: ownOrCovered },
  { path: '/app/manage/reassign', for: ['manager'], back: '/app/manage/unattended', act: 'reassign', movable: ofThoseWhoLeft },
];
export const reassignPages: readonly Page[] = desks.map((desk) => ({
  path: desk.path,
  for: desk.for,
  get: async (visit) => pageOf(desk, await desk.movable(visit), { form: visit.kept }, visit),
  post: (visit) => post(desk, visit),
}));
