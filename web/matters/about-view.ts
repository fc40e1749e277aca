/** How to reach a person and what helps, as it is read. */
import { type About, type AboutPerson, changedParts, isReviewOverdue, type Supporter } from '#people/about';
import { type Html, html, type Part } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText, momentText } from '#web/frame/when';
import { namesOfRecorders } from '#web/people/person-names';
import { summaryList } from '#web/work/summary-list';

const reachText = ({ safeContact, sensitive }: About, { words }: Visit): Part[] => {
  const { about: say, matters } = words;
  return [
    ...(safeContact?.no ?? []).map((way) => html`<p>${say.no[way]}</p>`),
    safeContact?.when && html`<p>${say.when(safeContact.when)}</p>`,
    safeContact?.codeWord && html`<p>${say.codeWord(safeContact.codeWord)}</p>`,
    safeContact?.note && html`<p class="hub_prewrap">${safeContact.note}</p>`,
    sensitive && html`<p>${matters.about.hidden}</p>`,
  ];
};
const talkText = ({ communication = {} }: About, { words }: Visit): string => {
  const { about } = words.matters;
  const { language, interpreter, interpreterGender, bsl, largePrint, readingHelp, note } = communication;
  return [
    language,
    interpreter && about.interpreting[interpreterGender ?? 'any'],
    bsl && about.helping.bsl,
    largePrint && about.helping['large-print'],
    readingHelp && about.helping['reading-help'],
    note,
  ]
    .filter(Boolean)
    .join(' · ');
};
const homeText = ({ household = {}, carer }: About, { words }: Visit): string => {
  const { about } = words.matters;
  const { adults, children, note } = household;
  return [adults !== undefined && about.adultsCount(adults), children && about.childrenAged(children), note, carer && about.carer].filter(Boolean).join(' · ');
};
const supporterText = ({ name, is, maySay, phone }: Supporter, { words }: Visit): Html => {
  const { about } = words.matters;
  return html`<p><strong>${name}</strong>, ${is}${phone && html` · <a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>`}: ${maySay ? about.may(maySay) : about.mayNothing}</p>`;
};
export const overdueFlag = (about: About, { words, today }: Visit): Html | undefined =>
  about.homeVisit && isReviewOverdue(about, today)
    ? html`<p><span class="hub_flag hub_flag--danger">${words.matters.about.overdue(dayText(about.homeVisit.reviewBy, today, words))}</span></p>`
    : undefined;
const visitText = (about: About, visit: Visit): Part => {
  const { words, today } = visit;
  const { homeVisit } = about;
  if (!homeVisit) return '';
  const when = isReviewOverdue(about, today)
    ? overdueFlag(about, visit)
    : html`<p class="hub_quiet">${words.matters.about.reviewBy(dayText(homeVisit.reviewBy, today, words))}</p>`;
  return html`<p>${words.about.homeVisit[homeVisit.how]}</p>${homeVisit.note && html`<p class="hub_prewrap">${homeVisit.note}</p>`}${when}`;
};
const isThere = (part: Part): boolean => part !== undefined && part !== false && part !== '' && !(Array.isArray(part) && part.length === 0);

const helpPairs = (about: About, visit: Visit): [string, Part][] => {
  const say = visit.words.matters.about;
  return [
    [say.talk, talkText(about, visit)],
    [say.home, homeText(about, visit)],
    [say.supporters, (about.supporters ?? []).map((one) => supporterText(one, visit))],
  ];
};
const listOf = (pairs: readonly [string, Part][]): Html | undefined => (pairs.some(([, part]) => isThere(part)) ? summaryList(pairs) : undefined);
/** In short, for who meets the person next; undefined where nothing is known. */
export const helpsView = (about: About, visit: Visit): Html | undefined => listOf(helpPairs(about, visit));
export const aboutView = (about: About, visit: Visit): Html => {
  const say = visit.words.matters.about;
  const all = listOf([
    [say.reach, reachText(about, visit).filter(isThere)],
    [say.visits, visitText(about, visit)],
    ...helpPairs(about, visit),
    [say.ethnicity, about.ethnicity && say.ethnicities[about.ethnicity]],
  ]);
  return all ?? html`<p>${say.none}</p>`;
};

/** Who changed what, and when; newest first. */
export const changesView = async (versions: readonly AboutPerson[], visit: Visit): Promise<Html | undefined> => {
  const { matters } = visit.words;
  const [newest] = versions;
  if (!newest) return undefined;
  const names = await namesOfRecorders(
    versions.map(({ by }) => by),
    visit,
  );
  const item = ({ about, lastUpdated, by }: AboutPerson, n: number) => {
    const parts = changedParts(versions[n + 1]?.about ?? {}, about).map((part) => matters.about.parts[part]);
    return html`<li><p>${momentText(lastUpdated, visit.at, visit.words)} · ${names.get(by)}${parts.length > 0 && html` · ${matters.changed(parts.join(', '))}`}</p></li>`;
  };
  return html`<p class="hub_quiet">${matters.lastChanged(momentText(newest.lastUpdated, visit.at, visit.words), names.get(newest.by) ?? newest.by)}</p>
<details class="ds_details hub_no-print"><summary class="ds_details__summary">${matters.changes}</summary><div class="ds_details__text"><ol class="hub_history" reversed>${versions.map(item)}</ol></div></details>`;
};
