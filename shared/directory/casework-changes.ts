/** How what is known of an organisation changes, one thing at a time; undefined where that is not possible. Pure. */
import type { LocalDate } from '#platform/types';
import { type Action, type Contact, type Development, most, type Note, type Relationship } from './casework-types.ts';

type Change = (before: Relationship) => Relationship | undefined;
type Listed = 'contacts' | 'development' | 'actions';
const add =
  <Name extends Listed>(list: Name, entry: Relationship[Name][number]): Change =>
  (before) =>
    before[list].length < most[list] ? { ...before, [list]: [...before[list], entry] } : undefined;
const without =
  (list: Listed, id: string): Change =>
  (before) =>
    before[list].some((one) => one.id === id) ? { ...before, [list]: before[list].filter((one) => one.id !== id) } : undefined;

export const addContact = (contact: Contact): Change => add('contacts', contact);
export const removeContact = (id: string): Change => without('contacts', id);
export const addDevelopment = (one: Development): Change => add('development', one);
export const removeDevelopment = (id: string): Change => without('development', id);
export const removeAction = (id: string): Change => without('actions', id);
/** What was done longest ago makes room for what is agreed now. */
export const addAction =
  (action: Action): Change =>
  (before) => {
    const full = before.actions.length >= most.actions;
    const [oldest] = before.actions.filter(({ doneOn }) => doneOn !== undefined).toSorted((one, other) => ((one.doneOn ?? '') < (other.doneOn ?? '') ? -1 : 1));
    const actions = full ? before.actions.filter(({ id }) => id !== oldest?.id) : before.actions;
    return actions.length < most.actions ? { ...before, actions: [...actions, action] } : undefined;
  };

/** `on` undefined: it is open again. */
export const markAction =
  (id: string, on: LocalDate | undefined): Change =>
  (before) => {
    const found = before.actions.find((one) => one.id === id);
    if (!found || (found.doneOn === undefined) === (on === undefined)) return undefined;
    const { doneOn: _, ...open } = found;
    const next: Action = on ? { ...open, doneOn: on } : open;
    return { ...before, actions: before.actions.map((one) => (one.id === id ? next : one)) };
  };
/** `on` undefined: it stands again. */
export const markDevelopment =
  (id: string, on: LocalDate | undefined): Change =>
  (before) => {
    const found = before.development.find((one) => one.id === id);
    if (!found || (found.metOn === undefined) === (on === undefined)) return undefined;
    const { metOn: _, ...open } = found;
    const next: Development = on ? { ...open, metOn: on } : open;
    return { ...before, development: before.development.map((one) => (one.id === id ? next : one)) };
  };

/** A conversation counts by the day on which it was, whenever it is written down. */
export const noted =
  (note: Note): Change =>
  (before) =>
    note.kind === 'talk' && (before.lastSpoken === undefined || note.on > before.lastSpoken) ? { ...before, lastSpoken: note.on } : before;
/** When somebody spoke with it last, of the notes that are left. */
export const spokenLast = (notes: readonly Note[]): LocalDate | undefined =>
  notes.filter(({ kind }) => kind === 'talk').reduce<LocalDate | undefined>((last, { on }) => (last === undefined || on > last ? on : last), undefined);
export const spokeOn =
  (lastSpoken: LocalDate | undefined): Change =>
  ({ lastSpoken: _, ...before }) => ({ ...before, ...(lastSpoken ? { lastSpoken } : {}) });
