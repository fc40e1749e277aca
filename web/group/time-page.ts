/** Three optional fields a week: hours with organisations, hours with the practice team, a line. */
import { hoursText, type IsoWeek, isoWeekOf, minutesIn, mondayOf, type OtherTime, sundayOf, weeksUntil } from '#directory/other-time';
import { type TimeStore, timeStore } from '#directory/time-store';
import { button, type Filled, formTo, hidden, longText, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import { practitionerOf } from '#web/work/case-data';

const shownWeeks = 8;
const said = (minutes: number | undefined, { words }: Visit): string => (minutes === undefined ? words.group.otherTime.nothing : hoursText(minutes));
const storeOf = ({ ports }: Visit): TimeStore => timeStore(ports.access);
const weekIn = (wanted: string | null, { today }: Visit): IsoWeek | undefined =>
  weeksUntil(today, shownWeeks).find((week) => week === (wanted ?? isoWeekOf(today)));

const formHtml = (week: IsoWeek, seen: number, filled: Filled, visit: Visit): Html => {
  const { words, today } = visit;
  const { otherTime: say } = words.group;
  const hours = (name: string, label: string) => textField({ name, label, hint: say.hoursHint, width: 5, most: 5 }, filled);
  return html`<h2>${say.week(dayText(mondayOf(week), today, words), dayText(sundayOf(week), today, words))}</h2>${formTo(
    '/app/work/time',
    visit.who.csrf,
    html`${hidden('week', week)}${hidden('seen', String(seen))}${hours('community', say.community)}${hours('team', say.team)}${longText({ name: 'line', label: say.line, hint: say.lineHint, most: 200, rows: 2 }, filled)}${button(words.frame.save)}`,
  )}`;
};
const listOf = (all: ReadonlyMap<IsoWeek, OtherTime>, visit: Visit): Html => {
  const { words, today } = visit;
  const { otherTime: say } = words.group;
  const line = (week: IsoWeek) => {
    const one = all.get(week);
    const from = dayText(mondayOf(week), today, words);
    return html`<li><div class="hub_row"><div class="hub_row__main"><h3>${from}</h3><p>${say.hoursOf(said(one?.community, visit), said(one?.team, visit))}</p>${one?.line && html`<p>${one.line}</p>`}</div>
<div class="hub_row__acts"><a href="/app/work/time?week=${week}" aria-label="${say.changeWeek(from)}">${words.frame.change}</a></div></div></li>`;
  };
  return html`<h2>${say.list}</h2><ul class="hub_rows">${weeksUntil(today, shownWeeks).map(line)}</ul>`;
};

const pageOf = async (week: IsoWeek, again: Filled, visit: Visit): Promise<Result> => {
  const practitioner = practitionerOf(visit);
  if (!practitioner) return { trouble: 'missing' };
  const { otherTime: say } = visit.words.group;
  const weeks = weeksUntil(visit.today, shownWeeks);
  const all = new Map((await storeOf(visit).between(practitioner, weeks.at(-1) ?? week, weeks[0] ?? week)).map((one) => [one.week, one] as const));
  const one = all.get(week);
  const hours = (minutes: number | undefined) => (minutes === undefined ? undefined : hoursText(minutes));
  const form = again.form ?? formOf({ community: hours(one?.community), team: hours(one?.team), line: one?.line });
  const seen = again.form ? Number(text(again.form, 'seen')) : (one?.versionId ?? 0);
  return {
    title: say.title,
    faults: again.faults,
    notice: visit.query.get('did') === 'saved' ? html`<p>${say.saved}</p>` : undefined,
    body: html`<p>${say.lead}</p>${formHtml(week, seen, { form, faults: again.faults }, visit)}${listOf(all, visit)}`,
  };
};

const post = async (visit: Submitted): Promise<Result> => {
  const practitioner = practitionerOf(visit);
  const week = weekIn(text(visit.form, 'week'), visit);
  if (!practitioner || !week) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const minutes = (name: string): number | undefined => {
    const given = read.text(name, 5);
    return given === '' ? undefined : (minutesIn(given) ?? read.wrong(name, visit.words.group.otherTime.hours));
  };
  const [community, team, line] = [minutes('community'), minutes('team'), read.text('line', 200)];
  if (!read.isRight()) return pageOf(week, { form: visit.form, faults: read.faults() }, visit);
  const before = Number(text(visit.form, 'seen')) || 0;
  const told = { ...(community === undefined ? {} : { community }), ...(team === undefined ? {} : { team }), ...(line === '' ? {} : { line }) };
  const written = await storeOf(visit).write(practitioner, { week, ...told, versionId: before + 1, lastUpdated: visit.at }, before);
  if (written.outcome === 'written') return { go: `/app/work/time?week=${week}&did=saved` };
  return { trouble: written.outcome === 'condition-failed' ? 'changed' : 'busy' };
};
export const timePage: Page = {
  path: '/app/work/time',
  for: ['practitioner'],
  get: async (visit) => {
    const week = weekIn(visit.kept ? text(visit.kept, 'week') : visit.query.get('week'), visit);
    return week ? pageOf(week, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
