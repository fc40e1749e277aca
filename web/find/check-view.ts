/** What goes to one service, looked over before it is sent: what it will see, whether it has room, what it asks, and whether the person agreed. */
import { isUnder16 } from '#people/consent-giving';
import type { Warning } from '#referral/warnings-on';
import { londonDate, londonTime } from '#referral/working-days';
import { checkbox, checkboxes, type Filled, hidden, radios, select } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { birthText, dayText, nearDay } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import { needText } from '#web/work/need-text';
import { summaryList } from '#web/work/summary-list';
import { type Checked, needChoices } from './check-data.ts';
import { fieldValue } from './patient.ts';
import { phoneLink } from './phone-link.ts';
import { forWhomText, hoursOn, roomSaid, usualText } from './place-text.ts';
import { questionField } from './question-field.ts';

const warningText = (warning: Warning, { words, today }: Visit): string => {
  const { warnings } = words.referring;
  const day = (until: Parameters<typeof dayText>[0]) => dayText(until, today, words);
  switch (warning.warning) {
    case 'asked-others':
      return warnings.askedOthers(warning.open);
    case 'many-this-week':
      return warnings.manyThisWeek(warning.count);
    case 'agreement-missing':
      return warnings.agreementMissing;
    case 'agreement-over':
      return warnings.agreementOver(day(warning.until));
    case 'full':
      return warning.until ? warnings.fullUntil(day(warning.until)) : warnings.full;
    case 'paused':
      return warning.until ? warnings.pausedUntil(day(warning.until)) : warnings.paused;
    case 'waiting-list':
      return warnings.waitingList(warning.weeks);
    case 'too-young':
      return warnings.tooYoung(warning.from);
    case 'too-old':
      return warnings.tooOld(warning.to);
    case 'only':
      return warnings.only[warning.only];
    case 'phone-now':
      return warnings.phoneNow;
    case 'closed-now':
      return warnings.closedNow(warning.opens ? `${nearDay(londonDate(warning.opens), today, words)} ${londonTime(warning.opens)}` : '');
  }
};
/** Where help is wanted today: when they are open, and whom to ring. */
const phoneView = ({ warnings, service }: Checked, { words, today }: Visit): Html | undefined => {
  if (!warnings.some(({ warning }) => warning === 'phone-now' || warning === 'closed-now')) return undefined;
  const { referring, onwards } = words;
  const { opening, contact } = service;
  const hours = opening && hoursOn(opening, today);
  const open = hours === undefined ? '' : hours === '' ? referring.closedToday : referring.openToday(hours);
  return html`<p><strong>${contact?.phone ? html`${onwards.phone}: ${phoneLink(contact.phone)}` : onwards.noPhone}</strong> ${open}</p>`;
};
const warningsView = (one: Checked, visit: Visit): Html | undefined =>
  one.warnings.length === 0
    ? undefined
    : html`<div class="hub_flag-box"><ul>${one.warnings.map((warning) => html`<li>${warningText(warning, visit)}</li>`)}</ul>${phoneView(one, visit)}</div>`;

const agreementText = ({ organisation }: Checked, { words, today }: Visit): string | undefined => {
  const { referring } = words;
  const holds = (organisation.agreements ?? []).filter(({ from, until }) => from <= today && (until === undefined || until >= today));
  if (holds.length === 0) return undefined;
  const ends = holds.some(({ until }) => until === undefined)
    ? undefined
    : holds
        .flatMap(({ until }) => until ?? [])
        .toSorted()
        .at(-1);
  return referring.agreementHolds(ends === undefined ? undefined : dayText(ends, today, words));
};
const consentView = ({ at, standing, organisation }: Checked, found: Case, filled: Filled, { words, today }: Visit): Html => {
  const { referring } = words;
  if (standing === 'given') return html`<p>${referring.consent}: ${referring.consentGiven}</p>`;
  const ask = html`<p>${referring.consentAsk[standing]}</p>`;
  if (isUnder16(found.known?.summary.birthDate, today) === 'yes') {
    const to = `/app/work/people/${found.known?.person.id ?? found.referral.person}/consent?referral=${found.referral.id}`;
    const fault = filled.faults?.[`${at}-agreed`];
    return html`<h3>${referring.consent}</h3>${fault && html`<p class="ds_question__error-message">${fault}</p>`}<p id="${at}-agreed">${referring.consentYoung} <a href="${to}">${referring.consentPage}</a></p>`;
  }
  return html`<h3>${referring.consent}</h3>${ask}<p>${referring.consentWords(organisation.name)}</p>${checkbox({ name: `${at}-agreed`, label: referring.consentTick(organisation.name) }, filled)}`;
};
const seesView = ({ at, service }: Checked, found: Case, filled: Filled, { words }: Visit): Html => {
  const { referring } = words;
  if (service.fields.length === 0) return html`<p>${referring.seesNothing}</p>`;
  const choices = service.fields.map((field) => ({
    value: field,
    label: referring.field(
      referring.fields[field],
      fieldValue(field, found, (day) => birthText(day, words)),
    ),
  }));
  return checkboxes({ name: `${at}-fields`, label: referring.sees, hint: referring.seesHint, choices }, filled);
};
const needView = ({ at }: Checked, found: Case, filled: Filled, { words }: Visit): Html => {
  const choices = needChoices(found).map((code) => ({ value: code, label: code === '' ? needText(found.referral.need, words) : words.needs[code] }));
  const [only] = choices;
  const name = `${at}-need`;
  if (choices.length < 2) return html`${hidden(name, only?.value ?? '')}<p>${words.referring.need}: ${only?.label ?? ''}</p>`;
  return select({ name, label: words.referring.need, choices }, filled);
};
const questionsView = ({ questions }: Checked, filled: Filled, { words }: Visit): Html | undefined => {
  const { referring } = words;
  if (questions.length === 0) return undefined;
  return html`<h3>${referring.questions}</h3>${questions.map((one) => (one.first ? questionField(one, filled, words) : html`<p>${referring.askedAbove(one.text)}</p>`))}`;
};

export const checkedView = (one: Checked, alone: boolean, found: Case, filled: Filled, visit: Visit): Html => {
  const { words } = visit;
  const { referring } = words;
  const { organisation, service, at } = one;
  const title = html`<h2>${service.name}${service.name !== organisation.name && html` <span class="hub_quiet">${organisation.name}</span>`}</h2>`;
  if (one.sent) return html`<section class="hub_card">${title}<p>${referring.sent}</p></section>`;
  const facts = summaryList([
    [referring.room, roomSaid(one.capacity, visit)],
    [referring.usual, usualText({ usual: one.usual, usualAsked: true }, words) ?? ''],
    [referring.eligibility, service.eligibility ? forWhomText(service.eligibility, words) : ''],
    [referring.agreement, agreementText(one, visit) ?? ''],
  ]);
  return html`<section class="hub_card">${title}${warningsView(one, visit)}${facts}${needView(one, found, filled, visit)}
${seesView(one, found, filled, visit)}${consentView(one, found, filled, visit)}${questionsView(one, filled, visit)}
${!alone && checkbox({ name: `${at}-out`, label: referring.leaveOut }, filled)}</section>`;
};
export const whenView = (filled: Filled, { words }: Visit): Html => {
  const { referring, casework } = words;
  const urgencies = Object.entries(casework.urgency).map(([value, label]) => ({ value, label }));
  return radios({ name: 'urgency', label: referring.urgency, choices: urgencies, inline: true }, filled);
};
