/** How much room a service has, as it says by telephone, and how that was over time. */
import { type Capacity, capacityOf, capacityOverTime, setCapacity } from '#directory/capacity-store';
import type { Service } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { checkbox, dayField, type Filled, textField } from '#web/frame/fields';
import { dayParts, formOf, ticked } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay, table } from '#web/set-up/parts';
import { type One, organisationPath } from './organisations.ts';
import { didNotice, form, went } from './parts.ts';
import { roomText } from './room-text.ts';
import { servicePage, servicePath } from './service-data.ts';

const to = (one: One, service: Service) => `${servicePath(one, service)}/room`;
const shown = 40;
/** Days that are over say nothing any more. */
const formNow = (said: Capacity | undefined, today: LocalDate) => {
  const { places, waitingWeeks, fullUntil, pausedUntil } = said ?? {};
  const coming = (day: string | undefined) => (day !== undefined && day >= today ? day : undefined);
  const paused = pausedUntil === 'further-notice' ? undefined : coming(pausedUntil);
  return formOf({
    places: places === undefined ? undefined : String(places),
    weeks: waitingWeeks === undefined ? undefined : String(waitingWeeks),
    ...dayParts('full', coming(fullUntil)),
    pause: pausedUntil === 'further-notice' || paused ? 'yes' : undefined,
    ...dayParts('paused', paused),
  });
};
const view = async (one: One, service: Service, filled: Filled, visit: Visit): Promise<Result> => {
  const { words, ports, today } = visit;
  const { room: say } = words.communityService;
  const [now, before] = await Promise.all([capacityOf(ports.access, one.id, [service.id]), capacityOverTime(ports.access, one.id, service.id, shown)]);
  const said = now.get(service.id);
  const own: Filled = filled.form ? filled : { form: formNow(said, today) };
  const fields = html`${textField({ name: 'places', label: say.places, width: 4, most: 4, numeric: true }, own)}${textField({ name: 'weeks', label: say.weeks, width: 4, most: 3, numeric: true }, own)}
${dayField({ name: 'full', label: say.fullUntil }, own, words)}${checkbox({ name: 'pause', label: say.pause }, own)}${dayField({ name: 'paused', label: say.pausedUntil }, own, words)}`;
  const rows = before.map((entry) => [fullDay(londonDate(entry.updatedAt), visit), roomText(entry, visit, londonDate(entry.updatedAt)), say.by[entry.by]]);
  const { when, what, by } = say.columns;
  return {
    title: say.title(service.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.now}: <strong>${roomText(said, visit)}</strong></p><p class="hub_quiet">${say.lead}</p>${form(to(one, service), 'say', fields, words.frame.save, visit)}
<h2>${say.history}</h2>${rows.length === 0 ? html`<p class="hub_quiet">${say.none}</p>` : table(say.history, [when, what, by], rows)}`,
  };
};
const said = (visit: Submitted, read: ReturnType<typeof fieldReader>): Capacity => {
  const { room: say } = visit.words.communityService;
  const [places, waitingWeeks, fullUntil, day] = [read.whole('places', 0, 9_999), read.whole('weeks', 0, 260), read.day('full'), read.day('paused')];
  if (fullUntil && fullUntil < visit.today) read.wrong('full', say.past);
  if (day && day < visit.today) read.wrong('paused', say.past);
  const pausedUntil = day ?? (ticked(visit.form, 'pause') ? 'further-notice' : undefined);
  return {
    ...(places === undefined ? {} : { places }),
    ...(waitingWeeks === undefined ? {} : { waitingWeeks }),
    ...(fullUntil ? { fullUntil } : {}),
    ...(pausedUntil ? { pausedUntil } : {}),
    updatedAt: visit.at,
    by: 'manager',
  };
};
const post = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const capacity = said(visit, read);
  if (!read.isRight()) return view(one, service, { form: visit.form, faults: read.faults() }, visit);
  await setCapacity(visit.ports.access, one.id, service.id, capacity);
  return went(to(one, service), 'saved');
};
export const roomPage: Page = servicePage('/room', { get: (one, service, visit) => view(one, service, { form: visit.kept }, visit), post });
