/** A release as everybody reads it: what it says, a picture, its tables, and how it was counted. */
import type { AreaContact } from '#directory/types';
import { monthsIn } from '#insight/disclosure/grid';
import { metrics } from '#insight/metrics/all';
import type { Released } from '#insight/release-types';
import type { Instant, LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { periodText } from '#web/figures/periods';
import { type Html, html } from '#web/frame/html';
import { birthText } from '#web/frame/when';
import type { Words } from '#web/words/words';
import { figureText } from './say.ts';
import { marginBars, releasedTable, totalOf } from './tables-view.ts';

/** Of the same kind as the sentences of the figures. */
const receivedText = (released: Released, words: Words): string => figureText({ kind: 'count', metric: 'received', n: totalOf(released) }, words);
const sentencesOf = (released: Released, words: Words): string[] => [
  receivedText(released, words),
  ...released.figures.map((figure) => figureText(figure, words)),
];

const definitions = ({ figures }: Released, { publication: say }: Words): Html => {
  const named = ['received', ...figures.map(({ metric }) => metric)].flatMap((metric) => metrics[metric] ?? []);
  return html`<details><summary>${say.defined}</summary><dl>${named.map(({ name, numerator, denominator }) => html`<dt>${name}</dt><dd>${numerator}${denominator && html` / ${denominator}`}</dd>`)}</dl></details>`;
};
export const periodOf = ({ period }: Pick<Released, 'period'>, today: LocalDate, words: Words): string => periodText(period, today, words);
export const marksView = ({ tier }: Released, { publication: say }: Words): Html =>
  html`<section><h2>${say.meansTitle}</h2><p>${say.means} ${tier === 'public' && say.rounded} ${say.no}</p></section>`;
/** Of the programme's office; with neither of both nobody is named. */
export const namesSomebody = (contact: AreaContact | undefined): boolean => Boolean(contact?.mail || contact?.phone);
const contactText = (name: string, contact: AreaContact | undefined, { publication: say }: Words): Html => {
  if (!contact || !namesSomebody(contact)) return html`<p>${say.contact(name)}</p>`;
  const { mail, phone } = contact;
  return html`<p>${say.ask(name)}${mail && html` <a href="mailto:${mail}">${mail}</a>`}${mail && phone && ','}${phone && html` <a href="tel:${phone.replaceAll(' ', '')}">${phone}</a>`}.</p>`;
};
export const aboutView = (released: Released, words: Words, contact?: AreaContact): Html => {
  const { publication: say } = words;
  const { asAt, definitionsVersion, name } = released;
  const day = birthText(londonDate(asAt as Instant), words);
  return html`<section><h2>${say.about}</h2><p>${say.asAt(day, definitionsVersion)}</p>${definitions(released, words)}${contactText(name, contact, words)}</section>`;
};
/** What goes out with the last of its quarters. */
const years = ({ tables, period }: Released): string[] =>
  [...new Set(tables.map((one) => one.period))].filter((one) => one !== period && monthsIn(one).length === 12);

/** Without what stands around it. */
export const releasedView = (released: Released, words: Words): Html => {
  const { publication: say } = words;
  const section = (name: 'practice-simd' | 'need-simd' | 'practice-month', period?: string) =>
    html`<section><h2>${say.tables[name]}${period !== undefined && `, ${periodText(period, londonDate(released.asAt as Instant), words)}`}</h2>${releasedTable(name, released, words, period)}</section>`;
  const ofYear = (year: string) => html`<p>${say.year}</p>${section('practice-simd', year)}${section('need-simd', year)}`;
  return html`<section><h2>${say.inShort}</h2><ul>${sentencesOf(released, words).map((text) => html`<li>${text}</li>`)}</ul></section>
${marginBars({ id: 'practices', title: say.chart, name: 'practice-simd', down: 'practice' }, released, words)}
${section('practice-simd')}${section('need-simd')}${section('practice-month')}${years(released).map(ofYear)}${marksView(released, words)}`;
};
