/** Days on which the councils of a manager's areas do otherwise than Scotland's bank holidays. */
import type { Area } from '#directory/types';
import { addDays } from '#platform/time';
import { bankHolidays } from '#referral/bank-holidays';
import { button, dayField, type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { areaPages, type Changed, type OneArea } from './area-pages.ts';
import { didNotice, entries, fullDay } from './parts.ts';
import { areaName } from './territory.ts';

type Days = NonNullable<Area['holidays']>;
const daysOf = ({ holidays }: OneArea): Days => holidays ?? { extra: [], without: [] };

const kept = (one: OneArea, kind: 'extra' | 'without', to: string, visit: Visit): Html => {
  const { holidays: say } = visit.words.setUp;
  const list = [...daysOf(one)[kind]].sort().map((day) => ({ text: fullDay(day, visit), label: fullDay(day, visit), value: day }));
  return html`<section><h2>${say[kind]}</h2>${entries(list, to, `remove-${kind}`, visit)}</section>`;
};
/** Of the next year. */
const bankDays = (one: OneArea, to: string, visit: Visit): Html => {
  const { words, today, who } = visit;
  const { holidays: say } = words.setUp;
  const end = addDays(today, 366);
  const days = bankHolidays.filter((day) => day >= today && day < end && !daysOf(one).without.includes(day));
  const row = (day: string) =>
    html`<li class="hub_row"><div class="hub_row__main"><p>${fullDay(day, visit)}</p></div><div class="hub_row__acts">${formTo(
      to,
      who.csrf,
      html`${hidden('do', 'without')}${hidden('entry', day)}<button class="ds_button ds_button--secondary ds_button--small hub_button-small" type="submit" aria-label="${say.worksOn(fullDay(day, visit))}">${say.works}</button>`,
      'button',
    )}</div></li>`;
  return html`<section><h2>${say.bank}</h2><ul class="hub_rows">${days.map(row)}</ul></section>`;
};
const view = (one: OneArea, filled: Filled, visit: Visit, { to, back }: { to: string; back: string }): Result => {
  const { holidays: say } = visit.words.setUp;
  const fields = html`${hidden('do', 'extra')}${dayField({ name: 'day', label: say.day }, filled, visit.words)}${button(say.add, 'secondary')}`;
  return {
    title: `${say.title}: ${areaName(one)}`,
    back,
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${kept(one, 'extra', to, visit)}${formTo(to, visit.who.csrf, fields)}${kept(one, 'without', to, visit)}${bankDays(one, to, visit)}`,
  };
};

const extraAdded = (one: OneArea, { form, words }: Submitted): Changed => {
  const { holidays: say } = words.setUp;
  const held = daysOf(one);
  const read = fieldReader(form, words);
  const day = read.neededDay('day');
  if (day && held.extra.includes(day)) read.wrong('day', say.twice);
  if (day && bankHolidays.some((one) => one === day) && !held.without.includes(day)) read.wrong('day', say.isBank);
  return day && read.isRight() ? { set: { holidays: { ...held, extra: [...held.extra, day].sort() } } } : { faults: read.faults() };
};
const changedBy = (one: OneArea, visit: Submitted): Changed => {
  const { extra, without } = daysOf(one);
  const entry = text(visit.form, 'entry');
  switch (text(visit.form, 'do')) {
    case 'remove-extra':
      return { set: { holidays: { extra: extra.filter((day) => day !== entry), without } } };
    case 'remove-without':
      return { set: { holidays: { extra, without: without.filter((day) => day !== entry) } } };
    case 'without':
      return bankHolidays.some((day) => day === entry)
        ? { set: { holidays: { extra, without: [...new Set([...without, entry])].sort() } } }
        : { set: { holidays: { extra, without } } };
    default:
      return extraAdded(one, visit);
  }
};
export const holidaysPages = areaPages({
  path: '/app/manage/holidays',
  list: ({ words: { setUp } }) => ({ title: setUp.holidays.title, lead: html`<p>${setUp.holidays.lead}</p>` }),
  ...{ view, changedBy, fields: { otherwise: 'day' } },
});
