/** The form of a search, folded away under what is looked for. */
import { accessFeatures, costs } from '#directory/service-lists';
import { needCodes } from '#referral/needs';
import { button, type Choice, checkbox, checkboxes, type Filled, formTo, hidden, select, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { wordsOf } from '#web/work/choices';
import { kmText, languageName } from './place-text.ts';
import { type Asked, days, distances } from './wish.ts';

const orAny = (any: string, choices: readonly Choice[]): Choice[] => [{ value: '', label: any }, ...choices];
/** What is looked for, in one line. */
export const askedText = ({ need, postcode, near, text: typed, day, access = [], cost, language }: Asked, { words }: Visit): string => {
  const { finding } = words;
  return [
    need ? words.needs[need] : finding.form.anyNeed,
    postcode && `${finding.form.postcode}: ${postcode}`,
    near !== undefined && finding.form.within(String(near)),
    typed,
    day !== undefined && `${finding.form.day} ${words.when.weekdays[day % 7]}`,
    cost && finding.cost[cost],
    language && languageName(language, words),
    ...access.map((one) => finding.access[one]),
  ]
    .filter(Boolean)
    .join(' · ');
};

const moreFields = (filled: Filled, { words }: Visit): Html => {
  const { form, ...finding } = words.finding;
  const weekdays = days.map((day) => ({ value: String(day), label: words.when.weekdays[day % 7] ?? '' }));
  const languages = Object.entries(finding.languages).map(([value, label]) => ({ value, label }));
  return html`${select({ name: 'day', label: form.day, choices: orAny(form.anyDay, weekdays) }, filled)}
${select({ name: 'cost', label: form.cost, choices: orAny(form.anyCost, wordsOf(costs, finding.cost)) }, filled)}
${select({ name: 'language', label: form.language, choices: orAny(form.anyLanguage, languages) }, filled)}
${checkboxes({ name: 'access', label: form.access, choices: wordsOf(accessFeatures, finding.access) }, filled)}
${checkbox({ name: 'everyone', label: form.everyone }, filled)}`;
};
const isNarrow = ({ form }: Filled): boolean => ['day', 'cost', 'language', 'access', 'everyone'].some((name) => text(form, name) !== '');

/** `filled`: as it was asked, or as it was typed where something is wrong with it. */
export const wishForm = (to: string, filled: Filled, visit: Visit): Html => {
  const { words, who } = visit;
  const { form } = words.finding;
  const near = distances.map((km) => ({ value: String(km), label: form.within(kmText(km).replace('.0', '')) }));
  const fields = html`${hidden('after', text(filled.form, 'after'))}
${select({ name: 'need', label: form.need, choices: orAny(form.anyNeed, wordsOf(needCodes, words.needs)) }, filled)}
${textField({ name: 'postcode', label: form.postcode, width: 10, most: 10 }, filled)}
${select({ name: 'near', label: form.near, choices: orAny(form.anywhere, near) }, filled)}
${textField({ name: 'text', label: form.text, hint: form.textHint, most: 100, type: 'search' }, filled)}
<details class="ds_details"${isNarrow(filled) && html` open`}><summary class="ds_details__summary">${form.more}</summary><div class="ds_details__text">${moreFields(filled, visit)}</div></details>${button(form.button)}`;
  const isOpen = filled.faults && Object.keys(filled.faults).length > 0;
  return html`<div class="hub_no-print" role="search"><details class="ds_details"${isOpen && html` open`}><summary class="ds_details__summary">${form.title}</summary><div class="ds_details__text"><p>${words.finding.lead}</p>${formTo(to, who.csrf, fields)}</div></details></div>`;
};
