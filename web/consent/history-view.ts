/** Everything that was said of consent, newest first. */
import type { Consent } from 'fhir/r4.js';
import { saidIn } from '#fhir/record/consent-said';
import type { ConsentStatement } from '#people/types';
import { parseLocalDate } from '#platform/time';
import type { Instant } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText, momentText } from '#web/frame/when';
import type { PersonCase } from '#web/people/person-page';
import type { Kept } from '#web/people/records';
import { howIn, parentIn } from './said.ts';
import type { Names } from './standing-view.ts';

type Entry = { at: Instant; lines: readonly string[]; about: readonly string[] };

const statementText = ({ gives, permissions, with: organisations, until }: ConsentStatement, names: Names, { words, today }: Visit): string => {
  const { history, now } = words.consent;
  const what = permissions.map((permission) => now.permissions[permission].toLowerCase()).join(history.and);
  const whom = organisations ? organisations.map((id) => names.get(id) ?? id).join(history.and) : now.all.toLowerCase();
  const end = until ? `, ${now.until(dayText(londonDate(until), today, words))}` : '';
  return `${gives ? history.yes(what, whom) : history.no(what, whom)}${end}`;
};
const saidOn = ({ dateTime }: Consent, { words, today }: Visit): string[] => {
  const day = parseLocalDate((dateTime ?? '').slice(0, 10));
  return day ? [words.consent.history.said(dayText(day, today, words))] : [];
};
const entryOf = ({ record, resource }: Kept<'Consent'>, names: Names, recorders: Names, visit: Visit): Entry => {
  const { history } = visit.words.consent;
  const at = record.saidAt ?? record.lastUpdated;
  const said = saidIn(resource, at, visit.ports.fhir.baseUrl).map((statement) => statementText(statement, names, visit));
  const parent = parentIn(resource);
  return {
    at,
    lines: said.length > 0 ? said : [history.nothing],
    about: [
      ...saidOn(resource, visit),
      ...(howIn(resource) ? [howIn(resource) ?? ''] : []),
      ...(parent ? [history.agreedBy(parent)] : []),
      history.by(recorders.get(record.by) ?? record.by),
    ],
  };
};
/** What a referral brought with it, and what came with a request to an organisation. */
const besides = ({ referral }: PersonCase, consents: readonly Kept<'Consent'>[], names: Names, visit: Visit): Entry[] => {
  if (!referral) return [];
  const { history, now } = visit.words.consent;
  const recorded = new Set(consents.map(({ record }) => record.saidAt ?? record.lastUpdated));
  const [refer, share] = [now.permissions.refer.toLowerCase(), now.permissions.share.toLowerCase()];
  const plain = referral.consent
    ? [{ at: referral.receivedAt, lines: [history.yes(refer + history.and + share, now.all.toLowerCase())], about: [history.withReferral] }]
    : [];
  const others = (referral.consents ?? []).filter(({ at }) => !recorded.has(at));
  return [...plain, ...others.map((said) => ({ at: said.at, lines: [statementText(said, names, visit)], about: [history.withRequest] }))];
};

export const historyView = (found: PersonCase, consents: readonly Kept<'Consent'>[], names: Names, recorders: Names, visit: Visit): Html => {
  const { history } = visit.words.consent;
  const entries = [...consents.map((one) => entryOf(one, names, recorders, visit)), ...besides(found, consents, names, visit)].sort((one, other) =>
    one.at > other.at ? -1 : 1,
  );
  const item = ({ at, lines, about }: Entry): Html =>
    html`<li><p class="hub_quiet">${momentText(at, visit.at, visit.words)}</p>${lines.map((line) => html`<p>${line}</p>`)}<p class="hub_quiet">${about.join(' · ')}</p></li>`;
  return html`<section><h2>${history.title}</h2>${entries.length === 0 ? html`<p>${history.none}</p>` : html`<ol class="hub_history" reversed>${entries.map(item)}</ol>`}</section>`;
};
