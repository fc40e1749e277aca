/** The form of somebody who signs in, and the document it makes. */
import type { Manager, Practitioner } from '#directory/types';
import type { AreaId, PracticeId } from '#identity/types';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import { checkboxes, type Filled, select, textField } from '#web/frame/fields';
import { type Faults, type Form, formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { type Job, jobOf, jobs, staffOf } from './jobs.ts';
import { areaName, type Territory, unversioned } from './territory.ts';

/** Who it is so far; nothing of it for somebody new. */
export type Person = { user?: User | undefined; practitioner?: Practitioner | undefined; manager?: Manager | undefined };

export const personFields = ({ practices, areas }: Territory, filled: Filled, { words }: Visit): Html => {
  const { people: say } = words.setUp;
  const [ofPractices, ofAreas] = [practices.map(({ id, name }) => ({ value: id, label: name })), areas.map((one) => ({ value: one.id, label: areaName(one) }))];
  return html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}${textField({ name: 'mail', label: say.mail, hint: say.mailHint, type: 'email' }, filled)}
${select({ name: 'job', label: say.job, choices: [{ value: '', label: words.setUp.choose }, ...wordsOf(jobs, say.jobs)] }, filled)}
${ofPractices.length > 0 && checkboxes({ name: 'practices', label: say.practices, hint: say.practicesHint, choices: ofPractices }, filled)}
${ofAreas.length > 1 && checkboxes({ name: 'areas', label: say.areas, choices: ofAreas }, filled)}`;
};
export const personForm = ({ user, practitioner, manager }: Person): Form =>
  formOf({
    name: user?.name ?? practitioner?.name,
    mail: user?.mail,
    job: user ? jobOf(user) : practitioner && 'practitioner',
    practices: user?.role === 'staff' ? [user.practice] : user?.role === 'collector' ? user.collects : (practitioner?.practices ?? []),
    areas: manager?.areas ?? [],
  });

export type Typed = { name: string; mail: string; job: Job; practices: PracticeId[]; areas: AreaId[] };
type Read = ReturnType<typeof fieldReader>;
const places = (read: Read, job: Job | undefined, { practices, areas }: Territory, words: Visit['words']) => {
  const { people: say } = words.setUp;
  const chosen = read.some<PracticeId>(
    'practices',
    practices.map(({ id }) => id),
  );
  const ids = areas.map(({ id }) => id);
  const sees = ids.length === 1 ? ids : read.some<AreaId>('areas', ids);
  if ((job === 'practitioner' || job === 'collector') && chosen.length === 0) read.wrong('practices', say.oneAtLeast);
  if (job && staffOf(job) && chosen.length !== 1) read.wrong('practices', say.oneOnly);
  if (job === 'manager' && sees.length === 0) read.wrong('areas', say.areaNeeded);
  return { practices: chosen, areas: sees };
};
export const personTyped = async (visit: Submitted, territory: Territory, id: string | undefined): Promise<{ typed: Typed } | { faults: Faults }> => {
  const { form, words, ports } = visit;
  const read = fieldReader(form, words);
  const [name, mail, job] = [read.needed('name', 120), read.needed('mail', 200), read.chosen('job', jobs)];
  const chosen = places(read, job, territory, words);
  const held = mail === '' ? undefined : await userStore(ports.access, ports.fhir.keys).byMail(mail);
  if (held && held.id !== id) read.wrong('mail', words.setUp.people.mailTaken);
  return job && read.isRight() ? { typed: { name, mail, job, ...chosen } } : { faults: read.faults() };
};

/** Practices that are not this manager's to take away stay. */
export const elsewhere = (held: Practitioner | undefined, territory: Territory): PracticeId[] =>
  (held?.practices ?? []).filter((one) => territory.practices.every(({ id }) => id !== one));
const practitionerPart = ({ user, practitioner }: Person, { name, job, practices }: Typed, id: string, territory: Territory) => {
  if (job === 'practitioner') return [{ ...practitioner, id: practitioner?.id ?? id, name, practices: [...elsewhere(practitioner, territory), ...practices] }];
  // Somebody who has another role now works for no practice as a practitioner.
  return practitioner && user?.role === 'practitioner' ? [{ ...practitioner, practices: elsewhere(practitioner, territory) }] : [];
};
/** `id`: of the user; a new practitioner or manager gets the same. */
export const personDocument = (person: Person, typed: Typed, id: string, territory: Territory): Record<'practitioners' | 'managers' | 'users', object[]> => {
  const { name, mail, job, practices, areas } = typed;
  const manager = person.manager?.id ?? id;
  const [practice] = practices;
  const role = { practitioner: { practitioner: person.practitioner?.id ?? id }, manager: { manager }, collector: { collects: practices } };
  const staff = staffOf(job);
  return {
    practitioners: practitionerPart(person, typed, id, territory).map(unversioned),
    managers: job === 'manager' ? [{ id: manager, name, areas }] : [],
    users: [{ id, name, mail, ...(staff ? { practice, staff } : role[job === 'manager' || job === 'collector' ? job : 'practitioner']) }],
  };
};
