/** Days on which the councils of a manager's areas do otherwise than Scotland's bank holidays. */
import type { Area, Versioned } from '#directory/types';
import { bankHolidays } from '#referral/bank-holidays';
import { button, dayField, type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { addDays } from '#web/frame/when';
import { after, didNotice, entries, fullDay } from './parts.ts';
import { save } from './save.ts';
import { areaName, areasOf, territoryOf, unversioned } from './territory.ts';

type One = Versioned<Area>;
type Days = NonNullable<Area['holidays']>;
const daysOf = ({ holidays }: One): Days => holidays ?? { extra: [], without: [] };
const addressOf = ({ id }: One) => `/app/manage/holidays/${id}`;

const listPage: Page = {
  path: '/app/manage/holidays',
  for: ['manager'],
  get: async (visit) => {
    const { areas } = await territoryOf(visit);
    const [only, ...others] = areas;
    if (only && others.length === 0) return { go: addressOf(only) };
    const { holidays: say } = visit.words.setUp;
    const link = (one: One) => html`<li><a href="${addressOf(one)}">${areaName(one)}</a></li>`;
    return { title: say.title, back: '/app/manage', body: html`<p>${say.lead}</p><ul>${areas.map(link)}</ul>` };
  },
};

const kept = (one: One, kind: 'extra' | 'without', visit: Visit): Html => {
  const { holidays: say } = visit.words.setUp;
  const list = [...daysOf(one)[kind]].sort().map((day) => ({ text: fullDay(day, visit), label: fullDay(day, visit), value: day }));
  return html`<section><h2>${say[kind]}</h2>${entries(list, addressOf(one), `remove-${kind}`, visit)}</section>`;
};
/** Of the next year. */
const bankDays = (one: One, visit: Visit): Html => {
  const { words, today, who } = visit;
  const { holidays: say } = words.setUp;
  const end = addDays(today, 366);
  const days = bankHolidays.filter((day) => day >= today && day < end && !daysOf(one).without.includes(day));
  const row = (day: string) =>
    html`<li class="hub_row"><div class="hub_row__main"><p>${fullDay(day, visit)}</p></div><div class="hub_row__acts">${formTo(
      addressOf(one),
      who.csrf,
      html`${hidden('do', 'without')}${hidden('entry', day)}<button class="ds_button ds_button--secondary ds_button--small hub_button-small" type="submit" aria-label="${say.worksOn(fullDay(day, visit))}">${say.works}</button>`,
      'button',
    )}</div></li>`;
  return html`<section><h2>${say.bank}</h2><ul class="hub_rows">${days.map(row)}</ul></section>`;
};
const view = (one: One, filled: Filled, visit: Visit): Result => {
  const { holidays: say } = visit.words.setUp;
  const fields = html`${hidden('do', 'extra')}${dayField({ name: 'day', label: say.day }, filled, visit.words)}${button(say.add, 'secondary')}`;
  return {
    title: `${say.title}: ${areaName(one)}`,
    back: areasOf(visit).length > 1 ? '/app/manage/holidays' : '/app/manage',
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${kept(one, 'extra', visit)}${formTo(addressOf(one), visit.who.csrf, fields)}${kept(one, 'without', visit)}${bankDays(one, visit)}`,
  };
};

type Changed = { holidays: Days } | { faults: NonNullable<Filled['faults']> };
const extraAdded = (one: One, { form, words }: Submitted): Changed => {
  const { holidays: say } = words.setUp;
  const held = daysOf(one);
  const read = fieldReader(form, words);
  const day = read.neededDay('day');
  if (day && held.extra.includes(day)) read.wrong('day', say.twice);
  if (day && bankHolidays.some((one) => one === day) && !held.without.includes(day)) read.wrong('day', say.isBank);
  return day && read.isRight() ? { holidays: { ...held, extra: [...held.extra, day].sort() } } : { faults: read.faults() };
};
const changedBy = (one: One, visit: Submitted): Changed => {
  const { extra, without } = daysOf(one);
  const entry = text(visit.form, 'entry');
  switch (text(visit.form, 'do')) {
    case 'remove-extra':
      return { holidays: { extra: extra.filter((day) => day !== entry), without } };
    case 'remove-without':
      return { holidays: { extra, without: without.filter((day) => day !== entry) } };
    case 'without':
      return bankHolidays.some((day) => day === entry)
        ? { holidays: { extra, without: [...new Set([...without, entry])].sort() } }
        : { holidays: { extra, without } };
    default:
      return extraAdded(one, visit);
  }
};
const areaIn = async (visit: Visit): Promise<One | undefined> => (await territoryOf(visit)).areas.find(({ id }) => id === visit.params.area);
const post = async (visit: Submitted): Promise<Result> => {
  const one = await areaIn(visit);
  if (!one) return { trouble: 'missing' };
  const changed = changedBy(one, visit);
  if ('faults' in changed) return view(one, { form: visit.form, faults: changed.faults }, visit);
  const saved = await save(visit, { areas: [{ ...unversioned(one), holidays: changed.holidays }] }, { otherwise: 'day' });
  const did = text(visit.form, 'do').startsWith('remove') ? 'removed' : 'saved';
  return after(saved, addressOf(one), did, (filled) => view(one, filled, visit), visit.form);
};
const areaPage: Page = {
  path: '/app/manage/holidays/{area}',
  for: ['manager'],
  get: async (visit) => {
    const one = await areaIn(visit);
    return one ? view(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
export const holidaysPages: readonly Page[] = [listPage, areaPage];
