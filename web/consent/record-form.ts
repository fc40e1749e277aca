/** The form in which what a person said is written down. */
import { giversOf } from '#people/consent-giving';
import { button, dayField, type Filled, formTo, hidden, radios, select, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { ageOn } from '#web/frame/when';
import { personPath } from '#web/people/person-page';
import { wordsOf } from '#web/work/choices';
import type { ConsentCase } from './consent-data.ts';
import { hows } from './said.ts';
import { refusedByName } from './standing.ts';

export const answers = ['yes', 'no', 'not-asked'] as const;

const ageView = ({ found, under16, route }: ConsentCase, { words, today }: Visit): Html | undefined => {
  if (under16 === 'no') return undefined;
  const { age } = words.consent;
  const years = ageOn(found.known.summary.birthDate, today);
  const said = under16 === 'yes' && years !== undefined ? age.under(years) : age.unknown;
  return html`<div class="ds_inset-text"><div class="ds_inset-text__text"><h3>${age.title}</h3><p>${said}</p><p>${age.routes[route]}</p></div></div>`;
};
const giverFields = ({ under16, route }: ConsentCase, filled: Filled, { words }: Visit): Html | undefined => {
  const { age } = words.consent;
  const givers = giversOf(under16, route);
  if (under16 === 'no' || givers.length === 0) return undefined;
  return html`${radios({ name: 'giver', label: age.giver, choices: wordsOf(givers, age.givers) }, filled)}${givers.includes('parent') && textField({ name: 'parent', label: age.parent, hint: age.parentHint }, filled)}`;
};
const fieldsOf = (one: ConsentCase, filled: Filled, visit: Visit): Html => {
  const { words } = visit;
  const { record, history } = words.consent;
  const yesNo = wordsOf(answers, record.answers);
  const refused = refusedByName(one.statements, ['refer', 'share'], visit.at).map((id) => one.names.get(id) ?? id);
  const organisations = [{ value: '', label: record.all }, ...one.organisations.map(({ id, name }) => ({ value: id, label: name }))];
  return html`${radios({ name: 'refer', label: record.refer, choices: yesNo, inline: true }, filled)}
${radios({ name: 'share', label: record.share, choices: yesNo, inline: true }, filled)}
${giverFields(one, filled, visit)}
${select({ name: 'organisation', label: record.whom, hint: refused.length > 0 ? record.exceptions(refused.join(history.and)) : undefined, choices: organisations }, filled)}
${dayField({ name: 'until', label: record.until, hint: record.untilHint }, filled, words)}
${radios({ name: 'how', label: record.how, choices: wordsOf(hows, record.hows) }, filled)}
${textField({ name: 'helper', label: record.helper, hint: record.helperHint }, filled)}
${dayField({ name: 'day', label: record.when, hint: record.whenHint }, filled, words)}${button(record.save, 'primary', 'do', 'record')}`;
};
const dayParts = ({ today }: Visit) => ({
  'day-day': String(Number(today.slice(8))),
  'day-month': String(Number(today.slice(5, 7))),
  'day-year': today.slice(0, 4),
});
const startingWith = (visit: Visit): Form => formOf({ refer: 'not-asked', share: 'not-asked', ...dayParts(visit) });

export const recordForm = (one: ConsentCase, filled: Filled, visit: Visit): Html => {
  const { record } = visit.words.consent;
  const form = filled.form?.has('refer') ? filled.form : startingWith(visit);
  const once = text(form, 'once') || visit.ports.ids.id();
  return html`<section class="hub_no-print"><h2>${record.title}</h2>${ageView(one, visit)}${formTo(
    personPath(one.found, 'consent'),
    visit.who.csrf,
    html`${hidden('once', once)}${fieldsOf(one, { ...filled, form }, visit)}`,
  )}</section>`;
};
