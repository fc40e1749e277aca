/** How to reach a person and what helps, as one page asks it. */
import type { HomeVisit, SafeContact } from '#people/about';
import { ethnicityNames } from '#people/ethnicity';
import { checkbox, checkboxes, dayField, type Filled, longText, radios, select, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { wordsOf } from '#web/work/choices';

/** In characters and pieces. */
export const limits = { when: 100, codeWord: 60, note: 1000, language: 60, children: 100, name: 100, is: 60, maySay: 300, phone: 40, adults: 20 } as const;
/** So many supporters may be written down; a merge may bring as many again. */
const mostSupporters = 8;
export const supporterRows = 2 * mostSupporters;
export const noWays = ['call', 'voicemail', 'text', 'letter', 'email'] as const satisfies NonNullable<SafeContact['no']>[number][];
export const interpreters = ['no', 'any', 'woman', 'man'] as const;
export const helps = ['bsl', 'large-print', 'reading-help'] as const;
export const visitHows = ['alone', 'with-care', 'two-people', 'not-at-home'] as const satisfies HomeVisit['how'][];

const reachFields = (filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  return html`<h2>${about.reach}</h2>${checkboxes({ name: 'no', label: about.no, choices: wordsOf(noWays, about.ways), inline: true }, filled)}
${textField({ name: 'when', label: about.when, hint: about.whenHint, most: limits.when }, filled)}
${textField({ name: 'code-word', label: about.codeWord, most: limits.codeWord, width: 20 }, filled)}
${longText({ name: 'reach-note', label: about.reachNote, most: limits.note, rows: 2 }, filled)}
${checkbox({ name: 'sensitive', label: about.sensitive, hint: about.sensitiveHint }, filled)}`;
};
const talkFields = (filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  return html`<h2>${about.talk}</h2>${textField({ name: 'language', label: about.language, hint: about.languageHint, most: limits.language, width: 20 }, filled)}
${radios({ name: 'interpreter', label: about.interpreter, choices: wordsOf(interpreters, about.interpreters), inline: true }, filled)}
${checkboxes({ name: 'helps', label: about.helps, choices: wordsOf(helps, about.helping), inline: true }, filled)}
${longText({ name: 'talk-note', label: about.talkNote, most: limits.note, rows: 2 }, filled)}`;
};
const visitFields = (filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  const choices = [{ value: 'not-said', label: about.notSaid }, ...wordsOf(visitHows, about.visitHows)];
  return html`<h2>${about.visits}</h2>${radios({ name: 'visit', label: about.visitHow, choices, inline: true }, filled)}
${longText({ name: 'visit-note', label: about.visitNote, most: limits.note, rows: 2 }, filled)}
${dayField({ name: 'review', label: about.review, hint: about.reviewHint }, filled, words)}`;
};
const homeFields = (filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  return html`<h2>${about.home}</h2>${textField({ name: 'adults', label: about.adults, width: 2, most: 2, numeric: true }, filled)}
${textField({ name: 'children', label: about.children, hint: about.childrenHint, most: limits.children, width: 20 }, filled)}
${longText({ name: 'home-note', label: about.homeNote, most: limits.note, rows: 2 }, filled)}
${checkbox({ name: 'carer', label: about.carer }, filled)}`;
};

const ethnicityField = (filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  const choices = [{ value: '', label: about.notAsked }, ...wordsOf(ethnicityNames, about.ethnicities)];
  return html`<h2>${about.ethnicity}</h2>${select({ name: 'ethnicity', label: about.ethnicityLabel, hint: about.ethnicityHint, choices }, filled)}`;
};

/** The rows that are filled in, and one more to fill. */
const rowsIn = ({ form }: Filled): number => {
  const isFilled = Array.from({ length: supporterRows }, (_, n) => ['name', 'is', 'may', 'phone'].some((part) => text(form, `s${n}-${part}`) !== ''));
  const last = isFilled.lastIndexOf(true) + 1;
  return last < mostSupporters ? last + 1 : last;
};
const supporterFields = (n: number, filled: Filled, { words }: Visit): Html => {
  const { about } = words.matters;
  const isThere = text(filled.form, `s${n}-name`) !== '';
  return html`<fieldset class="hub_card"><legend class="ds_label">${about.supporter(n + 1)}</legend>
${textField({ name: `s${n}-name`, label: about.name, most: limits.name }, filled)}${textField({ name: `s${n}-is`, label: about.is, hint: about.isHint, most: limits.is }, filled)}
${textField({ name: `s${n}-may`, label: about.maySay, hint: about.maySayHint, most: limits.maySay }, filled)}
${textField({ name: `s${n}-phone`, label: about.phone, type: 'tel', most: limits.phone, width: 20 }, filled)}
${isThere && checkbox({ name: `s${n}-gone`, label: about.gone }, filled)}</fieldset>`;
};
const supportersFields = (filled: Filled, visit: Visit): Html => {
  const { about } = visit.words.matters;
  return html`<h2 id="supporters">${about.supporters}</h2><p class="hub_quiet">${about.most(mostSupporters)}</p>
${Array.from({ length: rowsIn(filled) }, (_, n) => supporterFields(n, filled, visit))}`;
};

export const aboutFields = (filled: Filled, visit: Visit): Html =>
  html`${[reachFields, talkFields, visitFields, homeFields, ethnicityField, supportersFields].map((fields) => fields(filled, visit))}`;
