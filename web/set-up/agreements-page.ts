/** Data sharing agreements with the organisations of a manager's areas. What is over is shown first; it is recorded here, and stops nothing by itself. */

import { directoryStore } from '#directory/directory-store';
import { type Agreement, type AgreementState, agreementState } from '#directory/over-time';
import type { Organisation, Versioned } from '#directory/types';
import { organisationNamed } from '#fhir/directory/reach';
import { button, dayField, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { after, didNotice, entries, fullDay, table } from './parts.ts';
import { save } from './save.ts';
import { areasOf, territoryOf, unversioned } from './territory.ts';

type One = Versioned<Organisation>;
const addressOf = ({ id }: Pick<One, 'id'>) => `/app/manage/agreements/${id}`;
const timeText = ({ from, until }: Agreement, visit: Visit): string => {
  const { agreements: say } = visit.words.setUp;
  return `${say.from(fullDay(from, visit))}, ${until ? say.until(fullDay(until, visit)) : say.noEnd}`;
};

const order = ['expired', 'ending', 'none', 'not-begun', 'holds'] as const satisfies (AgreementState | 'none')[];
type Standing = { one: One; agreement?: Agreement; state: (typeof order)[number] };
const standingOf = (one: One, { today }: Visit): Standing[] => {
  const all = (one.agreements ?? []).map((agreement): Standing => ({ one, agreement, state: agreementState(agreement, today) }));
  return all.length > 0 ? all : [{ one, state: 'none' }];
};
const row = ({ one, agreement, state }: Standing, visit: Visit): Part[] => {
  const { agreements: say } = visit.words.setUp;
  const mark = state === 'expired' || state === 'ending';
  const words = state === 'none' ? say.none : say.state[state];
  return [
    html`<a href="${addressOf(one)}">${one.name}</a>`,
    agreement?.reference ?? '',
    agreement?.purpose ?? '',
    agreement ? timeText(agreement, visit) : '',
    mark ? html`<span class="hub_flag${state === 'expired' && ' hub_flag--danger'}">${words}</span>` : words,
  ];
};
const listPage: Page = {
  path: '/app/manage/agreements',
  for: ['manager'],
  get: async (visit) => {
    const { agreements: say } = visit.words.setUp;
    const { organisations } = await territoryOf(visit);
    const standing = organisations.flatMap((one) => standingOf(one, visit)).toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
    const { organisation, reference, purpose, time, state } = say.columns;
    const rows = standing.map((one) => row(one, visit));
    return {
      title: say.title,
      back: '/app/manage',
      wide: true,
      body: html`<p>${say.lead}</p>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.title, [organisation, reference, purpose, time, state], rows)}`,
    };
  },
};

const organisationIn = async (visit: Visit): Promise<One | undefined> => {
  const found = await organisationNamed(visit.params.organisation ?? '', directoryStore(visit.ports.access));
  return found && areasOf(visit).includes(found.area) ? found : undefined;
};
const view = (one: One, filled: Filled, visit: Visit): Result => {
  const { agreements: say } = visit.words.setUp;
  const list = (one.agreements ?? []).map((agreement) => ({
    text: html`${agreement.reference}: ${agreement.purpose}<br><span class="hub_quiet">${timeText(agreement, visit)}, ${say.state[agreementState(agreement, visit.today)]}</span>`,
    label: agreement.reference,
    value: agreement.reference,
  }));
  const fields = html`${hidden('do', 'add')}${textField({ name: 'reference', label: say.reference, hint: say.referenceHint, most: 120 }, filled)}${textField({ name: 'purpose', label: say.purpose, most: 120 }, filled)}
${dayField({ name: 'from', label: say.begins }, filled, visit.words)}${dayField({ name: 'until', label: say.ends, hint: say.endsHint }, filled, visit.words)}${button(say.add, 'secondary')}`;
  return {
    title: say.one(one.name),
    back: '/app/manage/agreements',
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`${entries(list, addressOf(one), 'remove', visit)}${formTo(addressOf(one), visit.who.csrf, fields)}<p><a href="/app/manage/organisations/${one.id}/pin">${visit.words.answer.pin.link}</a></p>`,
  };
};
const added = (one: One, { form, words }: Submitted): { agreements: object[] } | { faults: NonNullable<Filled['faults']> } => {
  const { agreements: say } = words.setUp;
  const read = fieldReader(form, words);
  const [reference, purpose, from, until] = [read.needed('reference', 120), read.needed('purpose', 120), read.neededDay('from'), read.day('until')];
  if (one.agreements?.some((held) => held.reference === reference)) read.wrong('reference', say.twice);
  if (from && until && until < from) read.wrong('until', say.endsBefore);
  if (!from || !read.isRight()) return { faults: read.faults() };
  return { agreements: [...(one.agreements ?? []), { reference, purpose, from, ...(until ? { until } : {}) }] };
};
const post = async (visit: Submitted): Promise<Result> => {
  const one = await organisationIn(visit);
  if (!one) return { trouble: 'missing' };
  const removes = text(visit.form, 'do') === 'remove';
  const changed = removes ? { agreements: (one.agreements ?? []).filter(({ reference }) => reference !== text(visit.form, 'entry')) } : added(one, visit);
  const again = (filled: Filled) => view(one, filled, visit);
  if ('faults' in changed) return again({ form: visit.form, faults: changed.faults });
  const saved = await save(visit, { organisations: [{ ...unversioned(one), agreements: changed.agreements }] }, { otherwise: 'reference' });
  return after(saved, addressOf(one), removes ? 'removed' : 'saved', again, visit.form);
};
const onePage: Page = {
  path: '/app/manage/agreements/{organisation}',
  for: ['manager'],
  get: async (visit) => {
    const one = await organisationIn(visit);
    return one ? view(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
export const agreementsPages: readonly Page[] = [listPage, onePage];
