/** Whom somebody told and when: a few lines, each of which may stay empty. */

import type { ToldOf } from '#people/concern';
import { addDays, millisecondsOf } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { atLondonTime } from '#referral/working-days';
import { type Filled, select, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import { nearDay } from '#web/frame/when';

const lines = [1, 2, 3] as const;
const daysBack = 7;
const daysOf = ({ today }: Visit): LocalDate[] => Array.from({ length: daysBack }, (_, n) => addDays(today, -n));

export const toldFields = (filled: Filled, visit: Visit): Html => {
  const { form } = visit.words.concern;
  const days = daysOf(visit).map((day) => ({ value: day, label: nearDay(day, visit.today, visit.words) }));
  const line = (n: number) => html`<fieldset><legend class="ds_label">${form.told(n)}</legend>${n === 1 && html`<p class="ds_hint-text">${form.toldHint}</p>`}
${textField({ name: `told-${n}-who`, label: form.who }, filled)}<div class="hub_date">${select({ name: `told-${n}-day`, label: form.day, choices: days }, filled)}${textField({ name: `told-${n}-time`, label: form.time, width: 5, most: 5 }, filled)}</div></fieldset>`;
  return html`${lines.map(line)}`;
};

/** Without a time it was just now, or at noon of an earlier day. */
export const toldIn = (read: ReturnType<typeof fieldReader>, visit: Submitted): ToldOf[] =>
  lines.flatMap((n) => {
    const { form } = visit.words.concern;
    const who = read.text(`told-${n}-who`);
    const time = read.time(`told-${n}-time`);
    const day = daysOf(visit).find((one) => one === text(visit.form, `told-${n}-day`)) ?? visit.today;
    if (who === '') return time === undefined ? [] : (read.wrong(`told-${n}-who`, form.whoMissing) ?? []);
    const at = time === undefined && day === visit.today ? visit.at : atLondonTime(day, time ?? '12:00');
    if (millisecondsOf(at) > millisecondsOf(visit.at)) read.wrong(`told-${n}-time`, form.future);
    return [{ who, at }];
  });
