/** What was measured with one instrument, newest first, in plain numbers. */

import type { Value } from '#fhir/record/measurement';
import { later } from '#platform/time';
import { button, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { type PersonCase, personPath } from '#web/people/person-page';
import { itemWords } from './instrument-form.ts';
import type { Placed } from './measures-data.ts';

/** Within ten minutes it is undone without a reason, as every other act. */
const undoFor = 10 * 60_000;
export const mayUndo = ({ recordedAt }: Placed, { at }: Visit): boolean => at <= later(recordedAt, undoFor);
export const reasonField = (id: string) => `reason-${id}`;

const valueLine = ({ code, text, words: about }: Value, { baseline }: Placed, { words }: Visit): Html => {
  const { measures } = words;
  const item = itemWords(code, words)?.short ?? code;
  const before = baseline?.values.find((one) => one.code === code)?.text;
  const value = before === undefined ? text : measures.change(before, text);
  return html`<p>${measures.line(about ? measures.concern(item, about) : item, value)}</p>`;
};
const saidIn = (one: Placed, visit: Visit): Html => {
  const { measures } = visit.words;
  if (one.absent) return html`<p>${measures.notMeasured(one.absent === 'other' ? measures.absentOther : measures.absences[one.absent])}</p>`;
  return html`${one.values.map((value) => valueLine(value, one, visit))}`;
};
const strikeForm = (one: Placed, found: PersonCase, filled: Filled, visit: Visit): Html => {
  const { words, who } = visit;
  const { measures } = words;
  const fields = html`${hidden('do', 'strike')}${hidden('record', one.id)}`;
  const to = personPath(found, 'measures');
  if (mayUndo(one, visit)) return formTo(to, who.csrf, html`${fields}${button(words.frame.undo, 'small')}`, 'button');
  const field = textField({ name: reasonField(one.id), label: measures.strikeReason }, filled);
  const opened = filled.faults?.[reasonField(one.id)] !== undefined;
  return html`<details class="ds_details hub_no-print"${opened && html` open`}><summary class="ds_details__summary">${measures.strike}</summary><div class="ds_details__text">${formTo(to, who.csrf, html`${fields}${field}${button(measures.strike, 'small')}`)}</div></details>`;
};
const entry = (one: Placed, found: PersonCase, filled: Filled, visit: Visit): Html => {
  const { words, today } = visit;
  const { measures } = words;
  const head = [dayText(one.day, today, words), ...(one.timepoint ? [measures.timepoints[one.timepoint]] : [])].join(' · ');
  if (one.struck)
    return html`<li><p class="hub_quiet">${head}</p><div class="hub_struck">${saidIn(one, visit)}</div><p class="hub_quiet">${one.struck.reason ? measures.struck(one.struck.reason) : measures.undone}</p></li>`;
  return html`<li><p class="hub_quiet">${head}</p>${saidIn(one, visit)}${one.own && strikeForm(one, found, filled, visit)}</li>`;
};

export const soFarView = (measured: readonly Placed[], found: PersonCase, filled: Filled, visit: Visit): Html => {
  const { measures } = visit.words;
  if (measured.length === 0) return html`<h3>${measures.soFar}</h3><p>${measures.notYet}</p>`;
  return html`<h3>${measures.soFar}</h3>${measured.some(({ baseline }) => baseline) && html`<p class="hub_quiet">${measures.sinceBaseline}</p>`}<ol class="hub_history" reversed>${measured.map((one) => entry(one, found, filled, visit))}</ol>`;
};
