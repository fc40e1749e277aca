/** One person who signs in: name, address, role; working hours over time; switched off and on. */
import { directoryStore } from '#directory/directory-store';
import { userId } from '#directory/ids';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { jobOf, staffOf } from './jobs.ts';
import { after, didNotice } from './parts.ts';
import { type Person, personDocument, personFields, personForm, personTyped } from './person-form.ts';
import { hoursAdded, hoursView } from './person-hours.ts';
import { type Saved, save } from './save.ts';
import { type Territory, territoryOf, unversioned } from './territory.ts';

type One = Person & { user: User; territory: Territory };
const isIn = (user: User, { practices, practitioners, managers }: Territory): boolean => {
  if (user.role === 'staff') return practices.some(({ id }) => id === user.practice);
  if (user.role === 'practitioner') return practitioners.some(({ id }) => id === user.practitioner);
  if (user.role === 'collector') return user.collects.every((one) => practices.some(({ id }) => id === one));
  return managers.some(({ id }) => id === user.manager);
};
const personIn = async (visit: Visit): Promise<One | undefined> => {
  const { access, fhir } = visit.ports;
  const id = userId.safeParse(visit.params.user).data;
  const user = id && (await userStore(access, fhir.keys).find(id));
  const territory = await territoryOf(visit);
  if (!user || !isIn(user, territory)) return undefined;
  const directory = directoryStore(access);
  const practitioner = user.role === 'practitioner' ? await directory.practitioner(user.practitioner) : undefined;
  const manager = user.role === 'manager' ? await directory.manager(user.manager) : undefined;
  return { user, territory, practitioner, manager };
};
const addressOf = ({ user }: One) => `/app/manage/people/${user.id}`;

const switching = (one: One, { words, who }: Visit): Html => {
  const { people: say } = words.setUp;
  const [act, label] = one.user.disabled ? ['on', say.switchOn] : ['off', say.switchOff];
  return html`<section><h2>${say.columns.state}</h2><p>${one.user.disabled ? say.offNow : say.switchOffText}${who.user.id === one.user.id && ` ${say.self}`}</p>${formTo(addressOf(one), who.csrf, html`${hidden('do', act)}${button(label, 'secondary')}`)}</section>`;
};
const view = async (one: One, filled: Filled, visit: Visit): Promise<Result> => {
  const own: Filled = filled.form?.has('name') ? filled : { form: personForm(one) };
  const fields = html`${hidden('do', 'save')}${personFields(one.territory, own, visit)}${button(visit.words.frame.save)}`;
  return {
    title: one.user.name,
    back: '/app/manage/people',
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`${formTo(addressOf(one), visit.who.csrf, fields)}${one.practitioner && (await hoursView(one.practitioner, addressOf(one), filled, visit))}${switching(one, visit)}`,
  };
};

/** The person as they are, in a document of their own. */
const asTheyAre = ({ user }: One): object => {
  const staff = staffOf(jobOf(user));
  const { id, name, mail } = user;
  switch (user.role) {
    case 'staff':
      return { id, name, mail, practice: user.practice, staff };
    case 'practitioner':
      return { id, name, mail, practitioner: user.practitioner };
    case 'manager':
      return { id, name, mail, manager: user.manager };
    case 'collector':
      return { id, name, mail, collects: user.collects };
  }
};
const withHours = (one: One, wte: object[]): object => ({ practitioners: one.practitioner ? [{ ...unversioned(one.practitioner), wte }] : [] });

type Did = Parameters<typeof after>[2];
const post = async (visit: Submitted): Promise<Result> => {
  const one = await personIn(visit);
  if (!one) return { trouble: 'missing' };
  const { form } = visit;
  const again = (filled: Filled) => view(one, filled, visit);
  const done = (saved: Saved, did: Did) => after(saved, addressOf(one), did, again, form);
  const act = text(form, 'do');
  switch (act) {
    case 'off':
    case 'on':
      return done(await save(visit, { users: [{ ...asTheyAre(one), disabled: act === 'off' }] }, { otherwise: 'name', id: 'name' }), act);
    case 'add-wte': {
      if (!one.practitioner) return { trouble: 'missing' };
      const read = hoursAdded(one.practitioner, visit);
      return 'faults' in read ? again({ form, faults: read.faults }) : done(await save(visit, withHours(one, read.wte), { otherwise: 'wte' }), 'saved');
    }
    case 'remove-wte': {
      const left = (one.practitioner?.wte ?? []).filter(({ from }) => from !== text(form, 'entry'));
      return done(await save(visit, withHours(one, left), { otherwise: 'wte' }), 'removed');
    }
    default: {
      const read = await personTyped(visit, one.territory, one.user.id);
      if ('faults' in read) return again({ form, faults: read.faults });
      return done(await save(visit, personDocument(one, read.typed, one.user.id, one.territory), { otherwise: 'name', id: 'name' }), 'saved');
    }
  }
};
export const personPage: Page = {
  path: '/app/manage/people/{user}',
  for: ['manager'],
  get: async (visit) => {
    const one = await personIn(visit);
    return one ? view(one, { form: visit.kept ?? formOf({}) }, visit) : { trouble: 'missing' };
  },
  post,
};
