/** `What we agreed`: one page to print, hand over or read aloud, and in which form and language the person wants it. */
import type { AgreedSheet } from '#people/about';
import { button, type Filled, formTo, radios } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { knownPerson } from '#web/people/people';
import { type Language, wordsIn } from '#web/words/words';
import { type Case, caseOf } from '#web/work/case-data';
import { wordsOf } from '#web/work/choices';
import { keepAbout } from './keep-about.ts';
import { type SheetData, type SheetFormat, sheetData } from './sheet-data.ts';
import { sheetView } from './sheet-view.ts';
import { nameFirst } from './subject.ts';

const formats = ['print', 'large-print', 'email', 'read-aloud', 'none'] as const satisfies SheetFormat[];
const languages = ['en', 'gd'] as const satisfies Language[];
const addressOf = ({ referral }: Case): string => `/app/work/referrals/${referral.id}/sheet`;
const look = (language: Language, large: boolean): string => `?language=${language}&format=${large ? 'large' : 'usual'}`;

const looksView = (found: Case, { language, large }: SheetData, { words }: Visit): Html => {
  const { agreed } = words.matters;
  const link = (to: Language, size: boolean, text: string) =>
    html`<li><a href="${addressOf(found)}${look(to, size)}"${to === language && size === large && html` aria-current="true"`}>${text}</a></li>`;
  const links = languages.flatMap((one) => [link(one, false, agreed.languages[one]), link(one, true, `${agreed.languages[one]}, ${agreed.large}`)]);
  return html`<nav aria-label="${agreed.looks}"><ul class="hub_filters">${links}</ul></nav><p>${words.frame.print}</p>`;
};
const warnings = (found: Case, data: SheetData, { words }: Visit): Html => {
  const { agreed } = words.matters;
  const noPaper = found.known?.about.safeContact?.no?.includes('letter');
  const more = data.discreet && html` <a href="${addressOf(found)}${look(data.language, data.large)}&amp;goals=yes">${agreed.withGoals}</a>`;
  const said = [
    ...(found.sensitive ? [html`${agreed.discreet}${more}`] : []),
    ...(noPaper ? [agreed.noPaper] : []),
    ...(data.practice?.phone ? [] : [agreed.noPhone]),
  ];
  return html`${said.length > 0 && html`<div class="hub_flag-box" role="note"><ul>${said.map((text) => html`<li>${text}</li>`)}</ul></div>`}`;
};
const choiceForm = (found: Case, filled: Filled, { words, who }: Visit): Html => {
  const { agreed } = words.matters;
  const { format = 'print', language = 'en' } = found.known?.about.sheet ?? {};
  const form = filled.form ?? formOf({ as: format, in: language });
  const fields = html`${radios({ name: 'as', label: agreed.format, choices: wordsOf(formats, agreed.formats), inline: true }, { ...filled, form })}
${radios({ name: 'in', label: agreed.language, choices: wordsOf(languages, agreed.languages), inline: true }, { ...filled, form })}${button(agreed.note, 'secondary')}`;
  return html`<details class="ds_details"${filled.faults && html` open`}><summary class="ds_details__summary">${agreed.choice}</summary><div class="ds_details__text">${formTo(addressOf(found), who.csrf, fields)}</div></details>`;
};

const pageOf = async (found: Case, filled: Filled, visit: Visit): Promise<Result> => {
  const data = await sheetData(found, visit);
  const words = wordsIn(data.language);
  const own = html`<div class="hub_no-print" lang="en">${warnings(found, data, visit)}${looksView(found, data, visit)}${choiceForm(found, filled, visit)}</div>`;
  return {
    title: words.sheet.title,
    language: data.language,
    sheet: true,
    back: `/app/work/referrals/${found.referral.id}`,
    faults: filled.faults,
    ...(visit.query.get('did') === 'noted' ? { notice: html`<p>${visit.words.matters.agreed.noted}</p>` } : {}),
    body: html`${own}<div class="hub_sheet${data.large && ' hub_sheet--large'}">${sheetView(found, data, { ...visit, words })}</div>`,
  };
};

/** Another change of the same person in between takes nothing from this one: it is put on top of it. */
const keepChoice = async ({ referral }: Case, sheet: AgreedSheet, visit: Submitted): Promise<'saved' | 'busy' | 'missing'> => {
  for (let tries = 3; tries > 0; tries -= 1) {
    const known = await knownPerson(referral.person, visit.ports.fhir.referrals);
    if (!known) return 'missing';
    const next = { about: { ...known.kept?.about, sheet }, includes: known.kept?.includes ?? [] };
    if ((await keepAbout(known, next, known.kept?.versionId ?? 0, visit)) === 'saved') return 'saved';
  }
  return 'busy';
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const [format, language] = [read.chosen('as', formats), read.chosen('in', languages)];
  if (!format || !language) return found.masked ? nameFirst(found.referral) : pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const kept = await keepChoice(found, { format, language }, visit);
  return kept === 'saved' ? { go: `${addressOf(found)}${look(language, format === 'large-print')}&did=noted` } : { trouble: kept };
};
export const sheetPage: Page = {
  path: '/app/work/referrals/{referral}/sheet',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    return found.masked ? nameFirst(found.referral) : pageOf(found, { form: visit.kept }, visit);
  },
  post,
};
