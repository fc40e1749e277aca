/** Whom to help, after the yes: the fields that the service needs, each on a line of its own. */
import type { Address, ContactPoint, HumanName } from 'fhir/r4.js';
import { type Html, html, type Part } from '#web/frame/html';
import { birthText } from '#web/frame/when';
import type { Words } from '#web/words/words';
import { summaryList } from '#web/work/summary-list';
import type { Request } from './request.ts';

type Person = NonNullable<Request['view']['person']>;
const nameText = ({ text, prefix = [], given = [], family }: HumanName): string => text ?? [...prefix, ...given, ...(family ? [family] : [])].join(' ');
const addressText = ({ text, line = [], city, postalCode }: Address): string =>
  text ?? [...line, city, postalCode].filter((part) => part !== undefined).join(', ');
const lines = (all: readonly string[]): Part => (all.length === 0 ? '' : all.map((one) => html`<p>${one}</p>`));
const phone = (value: string): Html => html`<p><a href="tel:${value.replace(/[^\d+]/g, '')}">${value}</a></p>`;
const valuesOf = (telecom: readonly ContactPoint[] | undefined, systems: readonly string[]): string[] =>
  (telecom ?? []).flatMap(({ system = 'other', value }) => (value !== undefined && systems.includes(system) ? [value] : []));

const closeOnes = ({ contact = [] }: Person): string[] =>
  contact.map(({ name, telecom }) => [name ? nameText(name) : '', ...(telecom ?? []).map(({ value }) => value ?? '')].filter((part) => part !== '').join(', '));
const languages = ({ communication = [] }: Person): string[] =>
  communication.flatMap(({ language }) => language.text ?? language.coding?.[0]?.display ?? language.coding?.[0]?.code ?? []);

export const nameOf = ({ name = [] }: Person): string => name.map(nameText).join(', ');
export const personView = (person: Person, words: Words): Html => {
  const { page } = words.answer;
  const numbers = valuesOf(person.telecom, ['phone', 'sms']);
  return html`<h2>${page.person}</h2>${person.doNotContact && html`<p><strong>${page.doNotContact}</strong></p>`}${summaryList([
    [page.name, lines((person.name ?? []).map(nameText))],
    [page.phone, numbers.length === 0 ? '' : numbers.map(phone)],
    [page.email, lines(valuesOf(person.telecom, ['email']))],
    [page.other, lines(valuesOf(person.telecom, ['fax', 'pager', 'url', 'other']))],
    [page.born, person.birthDate ? birthText(person.birthDate, words) : ''],
    [page.address, lines((person.address ?? []).map(addressText))],
    [page.language, lines(languages(person))],
    [page.contact, lines(closeOnes(person))],
  ])}`;
};
