/** How much of a week a practitioner works and since when: all together, and practice by practice where there are several. */
import { directoryStore } from '#directory/directory-store';
import type { Hours } from '#directory/over-time';
import type { Practitioner } from '#directory/types';
import type { PracticeId } from '#identity/types';
import { button, dayField, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { entries, fullDay } from './parts.ts';

type Names = ReadonlyMap<PracticeId, string>;
/** Of her practices, and of those whose hours are still told. */
const namesFor = async ({ practices, wte = [] }: Practitioner, { ports }: Visit): Promise<Names> => {
  const ids = new Set([...practices, ...wte.flatMap(({ parts = [] }) => parts.map(({ practice }) => practice))]);
  const directory = directoryStore(ports.access);
  return new Map(await Promise.all([...ids].map(async (id) => [id, (await directory.practice(id))?.name ?? id] as const)));
};
const partField = (practice: PracticeId): string => `wte-${practice}`;

type Shown = { practitioner: Practitioner; names: Names; visit: Visit };
const howDivided = ({ parts }: Hours, { practitioner, names, visit }: Shown): string => {
  const { hours: say } = visit.words.setUp;
  if (parts) return ` (${parts.map(({ practice, wte }) => `${names.get(practice) ?? practice} ${wte}`).join(', ')})`;
  return practitioner.practices.length > 1 ? ` (${say.equal})` : '';
};
const fieldsOf = ({ practitioner, names, visit }: Shown, filled: Filled): Html => {
  const { words } = visit;
  const { hours: say } = words.setUp;
  const isDivided = practitioner.practices.length > 1;
  const part = (id: PracticeId) => textField({ name: partField(id), label: names.get(id) ?? id, width: 4, most: 4 }, filled);
  const parts =
    isDivided &&
    html`<fieldset aria-describedby="wte-parts-hint"><legend class="ds_label">${say.parts}</legend><p class="ds_hint-text" id="wte-parts-hint">${say.partsHint}</p>${practitioner.practices.map(part)}</fieldset>`;
  const whole = textField(
    { name: 'wte', label: isDivided ? say.together : say.wte, hint: isDivided ? say.togetherHint : undefined, width: 4, most: 4 },
    filled,
  );
  return html`${hidden('do', 'add-wte')}${whole}${parts}${dayField({ name: 'wte-from', label: say.from }, filled, words)}${button(say.add, 'secondary')}`;
};
export const hoursView = async (practitioner: Practitioner, to: string, filled: Filled, visit: Visit): Promise<Html> => {
  const { hours: say, agreements } = visit.words.setUp;
  const shown = { practitioner, names: await namesFor(practitioner, visit), visit };
  const list = (practitioner.wte ?? [])
    .toSorted((first, other) => (first.from < other.from ? 1 : -1))
    .map((one) => {
      const label = `${one.wte}${howDivided(one, shown)}, ${agreements.from(fullDay(one.from, visit))}`;
      return { text: label, label, value: one.from };
    });
  return html`<section><h2>${say.title}</h2><p>${say.lead}</p>${entries(list, to, 'remove-wte', visit)}${formTo(to, visit.who.csrf, fieldsOf(shown, filled))}</section>`;
};

type Read = ReturnType<typeof fieldReader>;
const numberIn = (read: Read, name: string, { words }: Visit): number | undefined => {
  const typed = read.text(name, 4).replace(',', '.');
  if (typed === '') return undefined;
  return /^([01]?(\.\d{1,2})?|2(\.0{1,2})?)$/.test(typed) ? Number(typed) : read.wrong(name, words.setUp.hours.wrong);
};
/** Undefined: nothing was said practice by practice. */
const partsIn = (read: Read, { practices }: Practitioner, visit: Visit): NonNullable<Hours['parts']> | undefined => {
  const isSaid = practices.length > 1 && practices.some((id) => read.text(partField(id), 4) !== '');
  if (!isSaid) return undefined;
  return practices.flatMap((practice) => {
    const name = partField(practice);
    if (read.text(name, 4) === '') read.wrong(name, visit.words.setUp.hours.partNeeded);
    const wte = numberIn(read, name, visit);
    return wte === undefined ? [] : [{ practice, wte }];
  });
};
const sumOf = (parts: NonNullable<Hours['parts']>): number => parts.reduce((sum, { wte }) => sum + Math.round(wte * 100), 0) / 100;
/** Where it is said practice by practice, the whole is their sum, and need not be typed. */
const wholeOf = (read: Read, typed: number | undefined, parts: Hours['parts'], { words: { setUp, frame } }: Visit): number | undefined => {
  if (!parts) return typed ?? read.wrong('wte', frame.faults.required);
  const sum = sumOf(parts);
  if (sum > 2) return read.wrong('wte', setUp.hours.tooMuch);
  if (typed !== undefined && read.isRight() && typed !== sum) return read.wrong('wte', setUp.hours.notTheSum(String(sum)));
  return sum;
};
export const hoursAdded = (practitioner: Practitioner, visit: Submitted): { wte: Hours[] } | { faults: Faults } => {
  const { form, words } = visit;
  const read = fieldReader(form, words);
  // In the order of the page, as what is wrong is told.
  const typed = numberIn(read, 'wte', visit);
  const parts = partsIn(read, practitioner, visit);
  const wte = wholeOf(read, typed, parts, visit);
  const from = read.neededDay('wte-from');
  const held = practitioner.wte ?? [];
  if (held.some((entry) => entry.from === from)) read.wrong('wte-from', words.setUp.hours.twice);
  if (wte === undefined || !from || !read.isRight()) return { faults: read.faults() };
  return { wte: [...held, { from, wte, ...(parts ? { parts } : {}) }] };
};
