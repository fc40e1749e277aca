/** The people of an organisation whom the programme speaks with. */
import { addContact, removeContact } from '#directory/casework-changes';
import { changeRelationship, relationshipOf } from '#directory/casework-store';
import { most } from '#directory/casework-types';
import { type Filled, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { entries } from '#web/set-up/parts';
import { type One, organisationPath } from './organisations.ts';
import { afterKept, deps, didNotice, doing, form, organisationPage } from './parts.ts';
import { isMail, isPhone } from './shapes.ts';

const to = (one: One) => `${organisationPath(one)}/people`;
const view = async (one: One, filled: Filled, visit: Visit): Promise<Result> => {
  const { people: say } = visit.words.community;
  const { contacts } = await relationshipOf(visit.ports.access, one.id);
  const list = contacts.map(({ id, name, role, phone, mail }) => ({
    text: [name, role, phone, mail].filter(Boolean).join(', '),
    label: name,
    value: id,
  }));
  const fields = html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}${textField({ name: 'role', label: say.role, most: 120 }, filled)}
${textField({ name: 'phone', label: say.phone, type: 'tel', width: 20, most: 25 }, filled)}${textField({ name: 'mail', label: say.mail, type: 'email' }, filled)}`;
  return {
    title: say.title(one.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`${entries(list, to(one), 'remove', visit)}<h2>${say.add}</h2><p class="hub_quiet">${say.hint}</p>${form(to(one), 'add', fields, say.add, visit)}`,
  };
};
const add = async (one: One, visit: Submitted): Promise<Result> => {
  const { people: say } = visit.words.community;
  const read = fieldReader(visit.form, visit.words);
  const [name, role, phone, mail] = [read.needed('name', 120), read.text('role', 120), read.text('phone', 25), read.text('mail')];
  if (phone && !isPhone(phone)) read.wrong('phone', say.phoneWrong);
  if (mail && !isMail(mail)) read.wrong('mail', say.mailWrong);
  const again = (faults: Filled['faults']) => view(one, { form: visit.form, faults }, visit);
  if (!read.isRight()) return again(read.faults());
  const contact = { id: visit.ports.ids.short(), name, ...(role ? { role } : {}), ...(phone ? { phone } : {}), ...(mail ? { mail } : {}) };
  const kept = await changeRelationship(one.id, 'contacts', addContact(contact), deps(visit));
  return afterKept(kept, to(one), 'added', () => again({ name: say.full(most.contacts) }));
};
const post = async (one: One, visit: Submitted): Promise<Result> => {
  if (doing(visit.form) !== 'remove') return add(one, visit);
  const kept = await changeRelationship(one.id, 'contacts', removeContact(text(visit.form, 'entry')), deps(visit));
  return afterKept(kept, to(one), 'removed', () => ({ trouble: 'notPossible' }));
};
export const peoplePage: Page = organisationPage('/people', { get: (one, visit) => view(one, { form: visit.kept }, visit), post });
