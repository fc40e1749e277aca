/** What the pages of a plan have in common. */
import { type Telling, tellingIn } from '#improvement/no-person';
import { type Entry, teamRoles } from '#improvement/types';
import { type Choice, type Filled, hidden, longText, select, textField } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import { capitalised } from './said.ts';

export type Read = ReturnType<typeof fieldReader>;
type Did = keyof Visit['words']['improvement']['did'];
export const didNotice = ({ query, words }: Visit): Html | undefined => {
  const what = query.get('did') ?? '';
  const { did } = words.improvement;
  return Object.hasOwn(did, what) ? html`<p>${did[what as Did]}</p>` : undefined;
};
export const went = (to: string, did: Did) => ({ go: `${to}?did=${did}` });

/** In a form that adds something: what it will be called, so that the form can be sent twice and adds once. */
export const newField = ({ form }: Filled, { ports }: Visit): Html => hidden('new', text(form, 'new') || ports.ids.short());
export const newIn = ({ form, ports }: Submitted): string => {
  const asked = text(form, 'new');
  return /^[0-9a-z]{8}$/.test(asked) ? asked : ports.ids.short();
};
/** Which version follows, when, and by whom. */
export const stamped = (before: Pick<Entry, 'id' | 'versionId'> | undefined, id: string, { who, at }: Visit) => ({
  id: before?.id ?? id,
  versionId: (before?.versionId ?? 0) + 1,
  lastUpdated: at,
  by: who.user.id,
  byName: who.user.name,
});

/** Every text of a plan: nothing in it may tell who somebody is. */
export const textWithoutPerson = (read: Read, name: string, most: number, needed: 'needed' | 'optional', { words }: Visit): string => {
  const given = needed === 'needed' ? read.needed(name, most) : read.text(name, most);
  const telling: Telling | undefined = tellingIn(given);
  if (telling) read.wrong(name, words.improvement.tells[telling]);
  return given;
};
/** Absent where nothing was written. */
export const given = <Name extends string>(name: Name, text: string): { [One in Name]?: string } =>
  text === '' ? {} : ({ [name]: text } as { [One in Name]?: string });
export const longest = { line: 200, text: 1000, story: 3000 } as const;
export const lineField = (name: string, label: string, filled: Filled, hint?: string): Html => textField({ name, label, hint, most: longest.line }, filled);
export const textArea = (name: string, label: string, filled: Filled, hint?: string): Html =>
  longText({ name, label, hint, most: longest.text, rows: 3 }, filled);
export const noPerson = ({ words }: Visit): Html => html`<div class="ds_inset-text"><div class="ds_inset-text__text">${words.improvement.noPerson}</div></div>`;

export const chosenFirst = (choices: readonly Choice[], { words }: Visit): Choice[] => [{ value: '', label: words.improvement.cycle.choose }, ...choices];
export const ownerField = (filled: Filled, label: string, visit: Visit): Html =>
  select(
    {
      name: 'owner',
      label,
      choices: chosenFirst(
        teamRoles.map((value) => ({ value, label: capitalised(visit.words.improvement.roles[value]) })),
        visit,
      ),
    },
    filled,
  );
/** With one field said otherwise. */
export const formWith = (form: Form, name: string, value: string): Form => new Map([...form, [name, [value]]]);
