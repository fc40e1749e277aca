/** What stands now, with one button to take each thing back and what that ends. */
import { londonDate } from '#referral/working-days';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { type PersonCase, personPath } from '#web/people/person-page';
import type { StandingRow, Stands } from './standing.ts';

export type Names = ReadonlyMap<string, string>;

const endsView = ({ ends }: Stands, names: Names, { words }: Visit): Html => {
  const { now } = words.consent;
  if (ends.length === 0) return html`<p class="hub_quiet">${now.endsNothing}</p>`;
  const texts = ends.map(({ status, organisation }) => {
    const name = names.get(organisation) ?? organisation;
    return status === 'requested' ? now.endsRequest(name) : now.endsWork(name);
  });
  return html`<p>${now.ends} ${texts.join(' ')}</p>`;
};
const withdrawForm = (stands: Stands, { organisation }: StandingRow, names: Names, found: PersonCase, visit: Visit): Html => {
  const { now } = visit.words.consent;
  const whom = organisation ? (names.get(organisation) ?? organisation) : now.allServices;
  const fields = html`${hidden('do', 'withdraw')}${hidden('permission', stands.permission)}${hidden('organisation', organisation ?? '')}${hidden('once', visit.ports.ids.id())}`;
  return html`<div class="hub_no-print">${endsView(stands, names, visit)}${formTo(
    personPath(found, 'consent'),
    visit.who.csrf,
    html`${fields}${button(now.withdraw[stands.permission](whom), 'small')}`,
    'button',
  )}</div>`;
};
const standsView = (stands: Stands, row: StandingRow, names: Names, found: PersonCase, visit: Visit): Html => {
  const { now } = visit.words.consent;
  const { standing, until, own } = stands;
  const details = [
    ...(standing === 'given' && until ? [now.until(dayText(londonDate(until), visit.today, visit.words))] : []),
    ...(own || standing === 'not-given' ? [] : [now.asForAll]),
  ];
  return html`<div class="ds_summary-list__item"><dt class="ds_summary-list__key">${now.permissions[stands.permission]}</dt><dd class="ds_summary-list__value"><p><strong>${now.standings[standing]}</strong>${details.length > 0 && `, ${details.join(', ')}`}</p>${standing === 'given' && withdrawForm(stands, row, names, found, visit)}</dd></div>`;
};
export const standingView = (rows: readonly StandingRow[], names: Names, found: PersonCase, visit: Visit): Html => {
  const { now } = visit.words.consent;
  return html`<section><h2>${now.title}</h2>${rows.map(
    (row) =>
      html`<h3>${row.organisation ? (names.get(row.organisation) ?? row.organisation) : now.all}</h3><dl class="ds_summary-list">${row.stands.map((stands) => standsView(stands, row, names, found, visit))}</dl>`,
  )}</section>`;
};
