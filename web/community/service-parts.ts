/** The parts in which a service is set up: each a short form of its own. */
import { councils } from '#directory/councils';
import { needsOfCodes } from '#directory/needs-met';
import { costs, outcomeKinds, serviceFields } from '#directory/service-lists';
import type { Service, ServiceCode } from '#directory/types';
import { needCodes } from '#referral/needs';
import { checkbox, checkboxes, type Filled, longText, radios, textField } from '#web/frame/fields';
import { type Form, formOf, ticked } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { hoursForm, hoursPart } from './hours.ts';
import type { One } from './organisations.ts';
import { without } from './service-data.ts';
import { wherePart } from './where-part.ts';

export type Read = ReturnType<typeof fieldReader>;
export type Known = { one: One; visit: Visit };
export type ServicePart = {
  fields(service: Service, filled: Filled, known: Known): Html;
  form(service: Service, known: Known): Form;
  /** What was typed, over what there was. */
  read(service: Service, read: Read, form: Form, known: Known): Service;
  /** Where a fault of the record belongs. */
  names: Readonly<Record<string, string>>;
};

/** Codes of others stay while their need does; a need without any gets the hub's own. */
const categories = (
  held: readonly ServiceCode[] = [],
  chosen: readonly (typeof needCodes)[number][],
  names: Readonly<Record<string, string>>,
): ServiceCode[] => {
  const needsOf = (code: ServiceCode) => needsOfCodes([code]) ?? [];
  const kept = held.filter((code) => needsOf(code).length === 0 || needsOf(code).some((need) => chosen.includes(need)));
  const met = new Set(kept.flatMap(needsOf));
  return [...kept, ...chosen.filter((need) => !met.has(need)).map((need) => ({ code: need, display: names[need] ?? need }))];
};
const what: ServicePart = {
  names: { name: 'name', about: 'about', categories: 'needs' },
  form: ({ name, about, categories: held, sensitive, outcomes }) =>
    formOf({ name, about, needs: needsOfCodes(held) ?? [], sensitive: sensitive ? 'yes' : undefined, outcomes: outcomes ?? 'general' }),
  fields: (_, filled, { visit }) => {
    const { service: say } = visit.words.communityService;
    return html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}${longText({ name: 'about', label: say.about, hint: say.aboutHint, most: 2000 }, filled)}
${checkboxes({ name: 'needs', label: say.needs, choices: wordsOf(needCodes, visit.words.needs) }, filled)}${checkbox({ name: 'sensitive', label: say.sensitive }, filled)}
${radios({ name: 'outcomes', label: say.outcomes, choices: wordsOf(outcomeKinds.toReversed(), say.outcomeKinds) }, filled)}`;
  },
  read: (service, read, form, { visit }) => {
    const [name, about, needs] = [read.needed('name', 120), read.text('about', 2000), read.some('needs', needCodes)];
    if (needs.length === 0) read.wrong('needs', visit.words.communityService.service.needsMissing);
    const { sensitive: _, ...rest } = service;
    const outcomes = read.choice('outcomes', outcomeKinds);
    return without({
      ...{ ...rest, name, about: about || undefined, categories: categories(service.categories, needs, visit.words.needs), outcomes },
      ...(ticked(form, 'sensitive') ? { sensitive: true } : {}),
    });
  },
};

const scotland = 'S92000003';
const servesKinds = ['area', 'board', 'scotland', 'other'] as const;
const codesOf = ({ one, visit: _ }: Known) => {
  const board = Object.hasOwn(councils, one.area) ? councils[one.area]?.healthBoard : undefined;
  return { area: [one.area as string], board: board ? [board] : undefined, scotland: [scotland] };
};
const servesOf = ({ serves }: Service, known: Known): (typeof servesKinds)[number] => {
  if (!serves) return 'area';
  const codes = codesOf(known);
  const is = (kind: readonly string[] | undefined) => kind !== undefined && kind.join() === serves.join();
  return is(codes.area) ? 'area' : is(codes.board) ? 'board' : is(codes.scotland) ? 'scotland' : 'other';
};
const onlyKinds = ['everybody', 'women', 'men'] as const;
const whom: ServicePart = {
  names: { 'eligibility.fromAge': 'from-age', 'eligibility.toAge': 'to-age', 'eligibility.text': 'eligibility', eligibility: 'from-age', serves: 'serves' },
  form: (service, known) => {
    const { fromAge, toAge, only, text } = service.eligibility ?? {};
    return formOf({
      'from-age': fromAge?.toString(),
      'to-age': toAge?.toString(),
      only: only ?? 'everybody',
      eligibility: text,
      serves: servesOf(service, known),
    });
  },
  fields: (service, filled, known) => {
    const { service: say } = known.visit.words.communityService;
    const has = (kind: (typeof servesKinds)[number]) =>
      kind === 'other' ? servesOf(service, known) === 'other' : kind !== 'board' || codesOf(known).board !== undefined;
    const age = (name: string, label: string) => textField({ name, label, width: 4, most: 3, numeric: true }, filled);
    return html`${age('from-age', say.fromAge)}${age('to-age', say.toAge)}${radios({ name: 'only', label: say.only, choices: wordsOf(onlyKinds, say.onlyKinds) }, filled)}
${longText({ name: 'eligibility', label: say.eligibility, most: 500, rows: 3 }, filled)}${radios({ name: 'serves', label: say.serves, choices: wordsOf(servesKinds.filter(has), say.servesKinds) }, filled)}`;
  },
  read: (service, read, _, known) => {
    const [fromAge, toAge, only, text] = [
      read.whole('from-age', 0, 120),
      read.whole('to-age', 0, 120),
      read.choice('only', onlyKinds),
      read.text('eligibility', 500),
    ];
    const serves = read.choice('serves', servesKinds) ?? 'area';
    const said = without({ fromAge, toAge, only: only === 'everybody' ? undefined : only, text: text || undefined });
    const codes = serves === 'other' ? service.serves : codesOf(known)[serves];
    return without({ ...service, eligibility: Object.keys(said).length > 0 ? said : undefined, serves: codes ?? service.serves });
  },
};
const sees: ServicePart = {
  names: { fields: 'fields' },
  form: ({ fields }) => formOf({ fields }),
  fields: (_, filled, { visit }) => {
    const { service: say } = visit.words.communityService;
    return checkboxes({ name: 'fields', label: say.fields, hint: say.fieldsHint, choices: wordsOf(serviceFields, say.fieldNames) }, filled);
  },
  read: (service, read) => ({ ...service, fields: read.some('fields', serviceFields) }),
};
const when: ServicePart = {
  names: { opening: 'hours-1', cost: 'cost', languages: 'languages' },
  form: ({ opening, cost, languages }) => new Map([...hoursForm(opening), ...formOf({ cost, languages: languages ?? [] })]),
  fields: ({ languages = [] }, filled, { visit }) => {
    const { service: say } = visit.words.communityService;
    const names: Readonly<Record<string, string>> = visit.words.finding.languages;
    const all = [...new Set([...Object.keys(names), ...languages])];
    return html`${hoursPart.fields(filled, visit)}${radios({ name: 'cost', label: say.cost, choices: wordsOf(costs, visit.words.finding.cost) }, filled)}
${checkboxes({ name: 'languages', label: say.languages, choices: all.map((value) => ({ value, label: names[value] ?? value })) }, filled)}`;
  },
  read: (service, read, _, { visit }) => {
    const all = [...new Set([...Object.keys(visit.words.finding.languages), ...(service.languages ?? [])])];
    const [opening, cost, languages] = [hoursPart.read(read, visit), read.choice('cost', costs), read.some('languages', all)];
    return without({
      ...service,
      opening: opening.length > 0 ? opening : undefined,
      cost: cost ?? service.cost,
      languages: languages.length > 0 ? languages : undefined,
    });
  },
};

export const partNames = ['what', 'whom', 'sees', 'asks', 'when', 'where'] as const;
export type PartName = (typeof partNames)[number];
/** What a service asks is a list, and has a page of its own kind. */
export const serviceParts: Readonly<Record<Exclude<PartName, 'asks'>, ServicePart>> = { what, whom, sees, when, where: wherePart };
