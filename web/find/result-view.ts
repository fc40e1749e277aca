/** What was found: each place with what helps to choose, a tick where people can be referred, a button where they go themselves. */
import type { Attribution } from '#directory/aliss/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import type { Place, Results } from './find-data.ts';
import { checkedText, daysText, forWhomText, fromWhom, kmText, roomText, usualText } from './place-text.ts';

/** What somebody hears who does not see beside which name it stands. */
const aside = (text: string): Html => html`<span class="hub_away">${text}</span>`;

const factsOf = ({ entry, km }: Place, visit: Visit): string => {
  const { finding } = visit.words;
  const { cost, access = [], opening, eligibility = {} } = entry;
  const { text: _, ...whom } = eligibility;
  return [
    fromWhom(entry),
    km !== undefined && finding.km(kmText(km)),
    forWhomText(whom, visit.words),
    cost && finding.cost[cost],
    opening && opening.length > 0 && finding.open(daysText(opening, visit.words)),
    ...access.map((one) => finding.access[one]),
  ]
    .filter(Boolean)
    .join(' · ');
};
const standingOf = (place: Place, visit: Visit): string => {
  const { entry, capacity } = place;
  return [entry.hub && roomText(capacity, visit), usualText(place, visit.words), checkedText(entry.lastChecked, visit)].filter(Boolean).join(' · ');
};

const tick = ({ entry, asked }: Place, ticked: readonly string[], { words }: Visit): Html => {
  const { finding } = words;
  if (asked) return html`<span class="hub_quiet">${finding.asked(entry.name)}</span>`;
  return html`<div class="ds_checkbox ds_checkbox--small"><input class="ds_checkbox__input" type="checkbox" id="t-${entry.key}" name="service" value="${entry.key}"${ticked.includes(entry.key) && html` checked`}><label class="ds_checkbox__label" for="t-${entry.key}">${finding.tick}${aside(finding.to(entry.name))}</label></div>`;
};
const tell = ({ entry }: Place, { referral }: Case, { words }: Visit): Html => {
  const { finding } = words;
  return html`<button class="ds_button ds_button--secondary ds_button--small hub_button-small" name="tell" value="${entry.key}">${finding.tell}${aside(finding.about(entry.name))}</button>
<a href="/app/work/referrals/${referral.id}/step?place=${entry.key}">${finding.alongside}${aside(finding.to(entry.name))}</a>`;
};
const placeRow = (place: Place, ticked: readonly string[], found: Case, visit: Visit): Html => {
  const { entry, unknown } = place;
  const { finding } = visit.words;
  const facts = factsOf(place, visit);
  return html`<li><div class="hub_row"><div class="hub_row__main"><h3><a href="/app/work/referrals/${found.referral.id}/place/${entry.key}">${entry.name}</a></h3>
<p>${facts}${entry.sensitive && html` <span class="hub_flag">${finding.sensitive}</span>`}</p><p class="hub_quiet">${standingOf(place, visit)}</p>${unknown.length > 0 && html`<p>${finding.ask(unknown.map((fact) => finding.facts[fact]).join(', '))}</p>`}</div>
<div class="hub_row__acts">${entry.hub ? tick(place, ticked, visit) : tell(place, found, visit)}</div></div></li>`;
};

export const attributionView = (attribution: Attribution | undefined, { words }: Visit): Html | undefined => {
  if (!attribution) return undefined;
  const to = attribution.to.map(({ text, url }, n) => html`${n > 0 && '; '}${url && /^https?:\/\//.test(url) ? html`<a href="${url}">${text}</a>` : text}`);
  return html`<p class="hub_quiet">${words.finding.attribution}: ${to}. ${words.finding.licence}: ${attribution.licence}.</p>`;
};
export const resultsView = (results: Results, ticked: readonly string[], found: Case, visit: Visit): Html => {
  const { finding } = visit.words;
  const { matches, mayMatch, matching, maybe } = results;
  if (matching + maybe === 0) return html`<p>${finding.none}</p>`;
  const list = (places: readonly Place[]) => html`<ul class="hub_rows">${places.map((place) => placeRow(place, ticked, found, visit))}</ul>`;
  return html`${matches.length > 0 && html`<h2>${finding.matches(matching)}</h2>${list(matches)}`}
${mayMatch.length > 0 && html`<h2>${finding.mayMatch(maybe)}</h2><p>${finding.mayMatchHint}</p>${list(mayMatch)}`}`;
};
