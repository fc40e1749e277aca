/** Of which area of the manager's, and of which time, a release is made; and what it is made from. */
import type { AreaContact } from '#directory/types';
import { readForRelease } from '#insight/published-store';
import type { Given } from '#insight/release';
import { type ReportPeriod, reportPeriod } from '#insight/report-period';
import { calendar } from '#referral/working-days';
import { defaultPeriod, monthOf, periodText, quartersUntil } from '#web/figures/periods';
import { button, select } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { areaName } from '#web/set-up/territory';

type Area = { id: string; name: string; contact?: AreaContact | undefined };
export type ReleaseAsked = { area: Area; areas: readonly Area[]; period: ReportPeriod; isOver: boolean };

/** Undefined: no area of hers, or no such time. Nothing given is her first area and the last quarter that is over. */
export const releaseAsked = async (visit: Visit, given: { area?: string | undefined; period?: string | undefined }): Promise<ReleaseAsked | undefined> => {
  const { who, ports, today } = visit;
  if (who.caller.kind !== 'manager') return undefined;
  const found = await Promise.all(who.caller.areas.map((id) => ports.fhir.directory.area(id)));
  const known = found.flatMap((one) => one ?? []);
  const area = given.area ? known.find(({ id }) => id === given.area) : known[0];
  const period = reportPeriod(given.period || defaultPeriod(today), today, calendar(area?.holidays));
  const [first = '', last = ''] = [period?.months[0], period?.months.at(-1)];
  if (!area || !period || first > monthOf(today) || first < '2010') return undefined;
  const named = (one: typeof area) => ({ id: one.id, name: areaName(one), contact: one.contact });
  return { area: named(area), areas: known.map(named), period, isOver: last < monthOf(today) };
};
export const givenOf = async ({ area, period }: ReleaseAsked, { who, ports, at }: Visit): Promise<Given> => {
  const id = who.caller.kind === 'manager' ? who.caller.areas.find((one) => one === area.id) : undefined;
  if (!id) throw new Error('an area that is not hers');
  const practices = (await ports.fhir.directory.practicesIn(id)).map((one) => ({ id: String(one.id), name: one.name }));
  return readForRelease(ports.fhir.subscriptions.work, { area: area.id, name: area.name, practices, period, asAt: at });
};

export const quarterAsked = ({ period }: ReleaseAsked): boolean => period.kind === 'quarter';
/** The area, where there are several, and the quarter; `more` are further fields. */
export const choosingRelease = (action: string, { area, areas, period }: ReleaseAsked, { words, today }: Visit, more?: Html): Html => {
  const { publication: say, figuresPages } = words;
  const form = formOf({ area: area.id, period: period.name });
  const quarters = quartersUntil(today, 9);
  const all = quarters.includes(period.name) ? quarters : [period.name, ...quarters];
  const choices = all.map((value) => ({ value, label: periodText(value, today, words) }));
  const areaField =
    areas.length > 1 && select({ name: 'area', label: say.publish.area, choices: areas.map(({ id, name }) => ({ value: id, label: name })) }, { form });
  const quarter = select({ name: 'period', label: say.publish.quarter, choices }, { form });
  return html`<form method="get" action="${action}" class="hub_no-print">${areaField}${quarter}${more}${button(figuresPages.show, 'secondary')}</form>`;
};
