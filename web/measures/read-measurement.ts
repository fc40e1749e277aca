/** Reads what was typed for one instrument: values within their ranges, or one reason why there are none. */
import type { Instrument } from '#directory/types';
import { type Absence, absences, type Value } from '#fhir/record/measurement';
import { type Item, instruments, isState } from '#people/instruments';
import type { LocalDate } from '#platform/types';
import { type Faults, text } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayName, whyField, wordsField } from './instrument-form.ts';

type Reader = ReturnType<typeof fieldReader>;
const valueIn = (item: Item, read: Reader, { form, words }: Submitted): Value[] => {
  const { code } = item;
  if (text(form, code) === '') return [];
  const about = item.named ? read.text(wordsField(code), 100) : '';
  const named = about === '' ? {} : { words: about };
  if ('digits' in item) {
    const state = text(form, code).replaceAll(/[\s-]/g, '');
    if (!isState(state, item.digits)) read.wrong(code, words.measures.faults.digits(item.digits.most));
    return [{ code, text: state }];
  }
  const value = read.whole(code, item.range.least, item.range.most);
  return value === undefined ? [] : [{ code, text: String(value), ...named }];
};
/** All that the instrument needs, and at least one. */
const valuesIn = (items: readonly Item[], read: Reader, visit: Submitted): Value[] => {
  const { form, words } = visit;
  const isEmpty = ({ code }: Item) => text(form, code) === '';
  if (items.every(isEmpty)) read.wrong(items[0]?.code ?? '', words.measures.faults.nothing);
  for (const item of items) if (!item.optional && isEmpty(item)) read.wrong(item.code, words.frame.faults.required);
  return items.flatMap((item) => valueIn(item, read, visit));
};

type Typed = { day: LocalDate } & ({ values: readonly Value[] } | { absent: Absence });
export const readMeasurement = (instrument: Instrument, visit: Submitted): Typed | { faults: Faults } => {
  const { form, words, today } = visit;
  const read = fieldReader(form, words);
  const items = instruments[instrument];
  const absent = read.choice(whyField(instrument), absences);
  const day = read.day(dayName(instrument)) ?? today;
  if (day > today) read.wrong(dayName(instrument), words.frame.faults.dayFuture);
  if (absent && items.some(({ code }) => text(form, code) !== '')) read.wrong(whyField(instrument), words.measures.faults.both);
  const values = absent ? [] : valuesIn(items, read, visit);
  if (!read.isRight()) return { faults: read.faults() };
  return absent ? { day, absent } : { day, values };
};
