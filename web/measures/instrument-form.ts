/** The form of one instrument: its values, or why there are none. */
import type { Instrument } from '#directory/types';
import { absences } from '#fhir/record/measurement';
import { type Item, instruments } from '#people/instruments';
import { button, dayField, type Filled, formTo, hidden, select, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { personPath } from '#web/people/person-page';
import type { Words } from '#web/words/words';
import { wordsOf } from '#web/work/choices';
import { type MeasuresCase, wordsBefore } from './measures-data.ts';

type ItemWords = Words['measures']['items'];
export const itemWords = (code: string, { measures }: Words): ItemWords[keyof ItemWords] | undefined =>
  Object.hasOwn(measures.items, code) ? measures.items[code as keyof ItemWords] : undefined;
export const whyField = (instrument: Instrument) => `${instrument}-why`;
export const dayName = (instrument: Instrument) => `${instrument}-on`;
export const wordsField = (code: string) => `${code}-words`;

const itemField = (item: Item, filled: Filled, { words }: Visit): Html => {
  const say = itemWords(item.code, words);
  const field = { name: item.code, label: say?.label ?? item.code, hint: say?.hint, numeric: true as const };
  const value = textField('digits' in item ? { ...field, width: 10, most: 20 } : { ...field, width: 4, most: 4 }, filled);
  return item.named ? html`${textField({ name: wordsField(item.code), label: words.measures.concernWords, most: 100 }, filled)}${value}` : value;
};
const startingWith = (one: MeasuresCase, instrument: Instrument): Form =>
  formOf(Object.fromEntries(instruments[instrument].flatMap(({ code, named }) => (named ? [[wordsField(code), wordsBefore(one, code)]] : []))));
const fieldsOf = (instrument: Instrument, filled: Filled, visit: Visit): Html => {
  const { words } = visit;
  const { measures } = words;
  const day = dayName(instrument);
  const whys = [{ value: '', label: measures.asked }, ...wordsOf(absences, measures.absences)];
  const opened = filled.faults?.[day] !== undefined || text(filled.form, `${day}-day`) !== '';
  return html`${instruments[instrument].map((item) => itemField(item, filled, visit))}
<details class="ds_details"${opened && html` open`}><summary class="ds_details__summary">${measures.otherDay}</summary><div class="ds_details__text">${dayField({ name: day, label: measures.day, hint: measures.dayHint }, filled, words)}</div></details>
${select({ name: whyField(instrument), label: measures.absence, choices: whys }, filled)}${button(measures.save(measures.instruments[instrument]))}`;
};
/** What was typed is shown in the form that it was typed into alone. */
export const instrumentForm = (one: MeasuresCase, instrument: Instrument, filled: Filled, visit: Visit): Html => {
  const isIts = text(filled.form, 'instrument') === instrument;
  const its: Filled = isIts ? filled : { form: startingWith(one, instrument) };
  const once = (isIts && text(filled.form, 'once')) || visit.ports.ids.id();
  return formTo(
    personPath(one.found, 'measures'),
    visit.who.csrf,
    html`${hidden('do', 'record')}${hidden('instrument', instrument)}${hidden('once', once)}${fieldsOf(instrument, its, visit)}`,
  );
};
