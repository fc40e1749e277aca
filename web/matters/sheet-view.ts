/** The sheet itself: one page in plain language, in the words of `visit`. */
import { londonDate, londonTime } from '#referral/working-days';
import { type Html, html, type Part } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import { summaryList } from '#web/work/summary-list';
import type { GoalShown } from './goal-resource.ts';
import type { Asked, SheetData } from './sheet-data.ts';

const section = (title: string, content: Part): Html => html`<section><h2>${title}</h2>${content}</section>`;
const whoView = ({ practitioner, practice }: SheetData, { words }: Visit): Html => {
  const { who } = words.sheet;
  const phone = practice?.phone ?? html`<span class="hub_blank"></span>`;
  return section(
    who.title,
    html`<p>${practitioner ? who.mine(practitioner) : who.somebody} ${practice && who.through(practice.name)}</p><p>${who.phone}: ${phone}</p>`,
  );
};
const goalView = ({ words: said, step, who, due }: GoalShown, { words, today }: Visit): Html => {
  const { goals } = words.sheet;
  const pairs: [string, string][] = [
    [goals.step, step ?? ''],
    [goals.by, who ?? ''],
    [goals.due, due ? dayText(due, today, words) : ''],
  ];
  return html`<li><p class="hub_prewrap"><strong>${said}</strong></p>${pairs.some(([, text]) => text !== '') && summaryList(pairs)}</li>`;
};
const goalsView = ({ goals, discreet }: SheetData, visit: Visit): Html | undefined => {
  const { goals: say } = visit.words.sheet;
  if (discreet) return undefined;
  return section(say.title, goals.length === 0 ? html`<p>${say.none}</p>` : html`<ul class="hub_plain">${goals.map((goal) => goalView(goal, visit))}</ul>`);
};
/** A day that is past is no longer next. */
const nextView = ({ referral }: Case, { discreet }: SheetData, { words, today }: Visit): Html => {
  const { next: say, at } = words.sheet;
  const step = referral.casework?.next;
  if (!step || step.day < today) return section(say.title, html`<p>${say.none}</p>`);
  const day = dayText(step.day, today, words);
  const pairs: [string, string][] = [
    [say.when, step.time ? at(day, step.time) : day],
    [say.how, say.modes[step.mode]],
    [say.where, discreet ? '' : (step.place ?? '')],
    [say.what, discreet ? '' : (step.what ?? '')],
  ];
  return section(
    say.title,
    html`<p>${say.kinds[step.kind]} ${step.interpreter && say.interpreter}</p>${summaryList(pairs)}${step.time && html`<p>${say.cannot}</p>`}`,
  );
};
const askedView = ({ name, onward }: Asked, { words, today }: Visit): Html => {
  const { organisations: say, at } = words.sheet;
  const slot = 'acceptance' in onward ? onward.acceptance?.slot : undefined;
  const isNext = slot !== undefined && londonDate(slot) >= today;
  return html`<li><strong>${name}</strong>: ${say.states[onward.status]}${isNext && ` ${say.slot(at(dayText(londonDate(slot), today, words), londonTime(slot)))}`}</li>`;
};
const organisationsView = ({ asked, unnamed }: SheetData, visit: Visit): Html => {
  const { organisations: say } = visit.words.sheet;
  const list = asked.length > 0 && html`<ul>${asked.map((one) => askedView(one, visit))}</ul>`;
  const nobody = asked.length === 0 && !unnamed;
  return section(say.title, html`${nobody && html`<p>${say.none}</p>`}${list}${unnamed && html`<p>${say.neutral}</p>`}`);
};

export const sheetView = (found: Case, data: SheetData, visit: Visit): Html => {
  const { sheet } = visit.words;
  const { title: noTitle, ...no } = sheet.no;
  const { title: keptTitle, ...kept } = sheet.kept;
  const name = found.known?.summary.name;
  const day = dayText(visit.today, visit.today, visit.words);
  return html`<p>${name ? sheet.of(name, day) : day}</p>${whoView(data, visit)}${goalsView(data, visit)}${nextView(found, data, visit)}${organisationsView(data, visit)}
${section(
  noTitle,
  Object.values(no).map((text) => html`<p>${text}</p>`),
)}${section(
  keptTitle,
  Object.values(kept).map((text) => html`<p>${text}</p>`),
)}`;
};
