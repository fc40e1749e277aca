/** Reads what was written down: what was said, or what is wrong with it at which field. */
import type { OrganisationId } from '#identity/types';
import { giversOf } from '#people/consent-giving';
import type { Permission } from '#people/types';
import type { LocalDate } from '#platform/types';
import { lastSaid } from '#referral/consent';
import { londonDate } from '#referral/working-days';
import { type Faults, text } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import type { ConsentCase } from './consent-data.ts';
import { answers } from './record-form.ts';
import { type How, hows, type Said } from './said.ts';
import { permissions, refusedByName } from './standing.ts';

type Reader = ReturnType<typeof fieldReader>;
type Answered = { yes: readonly Permission[]; no: readonly Permission[] };

const answeredIn = (read: Reader, { words }: Submitted): Answered => {
  const given = permissions.map((permission) => ({ permission, answer: read.choice(permission, answers) }));
  const those = (wanted: 'yes' | 'no') => given.flatMap(({ permission, answer }) => (answer === wanted ? [permission] : []));
  const answered = { yes: those('yes'), no: those('no') };
  if (answered.yes.length + answered.no.length === 0) read.wrong('refer', words.consent.faults.answer);
  return answered;
};
const organisationIn = (read: Reader, { organisations }: ConsentCase, { form, words }: Submitted): OrganisationId | undefined => {
  const given = text(form, 'organisation');
  if (given === '') return undefined;
  return organisations.find(({ id }) => id === given)?.id ?? read.wrong('organisation', words.consent.faults.organisation);
};
/** Asked of a yes alone; from 16 it is the person. */
const giverIn = (read: Reader, { yes }: Answered, { under16, route }: ConsentCase, { words }: Submitted): Pick<Said, 'giver'> & { parent?: string } => {
  const givers = giversOf(under16, route);
  if (yes.length === 0) return { giver: read.choice('giver', givers) ?? 'person' };
  if (givers.length === 0) read.wrong('refer', words.consent.faults.notOffered);
  const giver = under16 === 'no' ? 'person' : (read.chosen('giver', givers) ?? 'person');
  if (giver !== 'parent') return { giver };
  const parent = read.text('parent');
  if (parent === '') read.wrong('parent', words.consent.faults.parent);
  return { giver, parent };
};
const howIn = (read: Reader, { words }: Submitted): { how: How; text: string } => {
  const { record, faults } = words.consent;
  const [how, helper] = [read.chosen('how', hows) ?? 'face-to-face', read.text('helper')];
  if (how === 'supporter' && helper === '') read.wrong('helper', faults.helper);
  return { how, text: how === 'supporter' ? `${record.hows[how]}: ${helper}` : record.hows[how] };
};
const daysIn = (read: Reader, { words, today }: Submitted): { day: LocalDate; until?: LocalDate } => {
  const [day, until] = [read.day('day') ?? today, read.day('until')];
  if (day > today) read.wrong('day', words.frame.faults.dayFuture);
  if (until && until < today) read.wrong('until', words.consent.faults.untilPast);
  return { day, ...(until ? { until } : {}) };
};
/** A yes that was said before a no does not count, however late somebody writes it down. */
const notBeforeANo = (
  read: Reader,
  { yes }: Answered,
  day: LocalDate,
  organisation: OrganisationId | undefined,
  { statements }: ConsentCase,
  visit: Submitted,
): void => {
  const { words, at, today } = visit;
  for (const permission of yes) {
    const last = lastSaid(statements, { permission, at, ...(organisation ? { organisation } : {}) });
    if (last && !last.gives && day < londonDate(last.at)) read.wrong('day', words.consent.faults.beforeNo(dayText(londonDate(last.at), today, words)));
  }
};

/** A yes to one thing and a no to the other are two. */
export const readSaid = (one: ConsentCase, visit: Submitted): { said: readonly Said[] } | { faults: Faults } => {
  const read = fieldReader(visit.form, visit.words);
  const answered = answeredIn(read, visit);
  const organisation = organisationIn(read, one, visit);
  const { giver, parent } = giverIn(read, answered, one, visit);
  const { how, text: howText } = howIn(read, visit);
  const { day, until } = daysIn(read, visit);
  notBeforeANo(read, answered, day, organisation, one, visit);
  if (!read.isRight()) return { faults: read.faults() };
  const same = { organisation, day, how, giver, texts: { how: howText, parent } };
  const exceptions = organisation ? [] : refusedByName(one.statements, answered.yes, visit.at);
  return {
    said: [
      ...(answered.no.length > 0 ? [{ ...same, gives: false, permissions: answered.no }] : []),
      ...(answered.yes.length > 0 ? [{ ...same, gives: true, permissions: answered.yes, until, exceptions }] : []),
    ],
  };
};
