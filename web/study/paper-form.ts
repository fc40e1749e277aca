/** What stands on a paper questionnaire, as it is typed. */
import type { Instrument } from '#directory/types';
import { absences } from '#fhir/record/measurement';
import { instruments } from '#people/instruments';
import type { Entry } from '#study/paper';
import { dayField, type Filled, select, textField } from '#web/frame/fields';
import { type Faults, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { dayName, itemWords, whyField } from '#web/measures/instrument-form';
import { readMeasurement } from '#web/measures/read-measurement';
import { fullDay } from '#web/set-up/parts';
import { wordsOf } from '#web/work/choices';

export const entryFields = (instrument: Instrument, filled: Filled, { words }: Visit): Html => {
  const { measures, collect } = words;
  const whys = [{ value: '', label: collect.paper.wasFilled }, ...wordsOf(absences, measures.absences)];
  const fields = instruments[instrument].map(({ code, ...item }) => {
    const say = itemWords(code, words);
    const field = { name: code, label: say?.label ?? code, hint: say?.hint, numeric: true as const };
    return textField('digits' in item ? { ...field, width: 10, most: 20 } : { ...field, width: 4, most: 4 }, filled);
  });
  return html`${dayField({ name: dayName(instrument), label: collect.paper.day }, filled, words)}${fields}${select({ name: whyField(instrument), label: collect.paper.reason, choices: whys }, filled)}`;
};
/** What a concern is called in the person's own words stays on the paper. */
export const entryIn = (instrument: Instrument, visit: Submitted): { entry: Entry } | { faults: Faults } => {
  const read = readMeasurement(instrument, visit);
  const day = dayName(instrument);
  const noDay = text(visit.form, `${day}-day`) === '' ? { [day]: visit.words.frame.faults.day } : {};
  if ('faults' in read) return { faults: { ...noDay, ...read.faults } };
  if (Object.keys(noDay).length > 0) return { faults: noDay };
  const typed = 'absent' in read ? { values: [], absent: read.absent } : { values: read.values.map(({ code, text: value }) => ({ code, text: value })) };
  return { entry: { day: read.day, ...typed, by: `user:${visit.who.user.id}`, at: visit.at } };
};

export const entryText = {
  name: (what: string, { words }: Visit): string => {
    if (what === 'day') return words.collect.paper.day;
    return what === 'absent' ? words.collect.paper.reason : (itemWords(what, words)?.short ?? what);
  },
  value: (entry: Entry, what: string, visit: Visit): string => {
    const { measures, collect } = visit.words;
    if (what === 'day') return fullDay(entry.day, visit);
    const absent = absences.find((one) => one === entry.absent);
    if (what === 'absent') return absent ? measures.absences[absent] : collect.paper.wasFilled;
    return entry.values.find(({ code }) => code === what)?.text ?? collect.paper.empty;
  },
};
