/** Checks an onboarding file: everything that is wrong at once, each with its place in the file and what to do. */
import type * as z from 'zod/mini';
import { hubId, userClients } from './ids.ts';
import { type OnboardedClient, type OnboardingDocument, onboardedClient, onboardingDocument } from './onboarding-document.ts';
import { userRowProblems } from './onboarding-users.ts';

/** `place` as `practices[0].endpoint.url`; `text` never repeats what stands there. */
export type Problem = { place: string; text: string };
const kinds = ['areas', 'managers', 'practices', 'practitioners', 'organisations'] as const;
export type Kind = (typeof kinds)[number];
/** Something the file names and does not give: the hub has to have it already. */
export type Reference = { place: string; kind: Kind; id: string };
export type ClientKind = 'practice' | 'practitioner' | 'organisation' | 'manager';
/** What the identity room asks of a client; `place` within the client. */
export type ClientCheck = (kind: ClientKind, client: OnboardedClient) => Problem[];
export type OnboardingRules = { /** A local hub. */ allowLoopback: boolean; clientProblems: ClientCheck };
type CheckedOnboarding = { ok: true; document: OnboardingDocument; references: Reference[] } | { ok: false; problems: Problem[] };

type Place = readonly PropertyKey[];
type Row = { place: Place; value: Record<string, unknown> };
const placeText = (place: Place): string =>
  place
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || 'the file';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
/** Rows of the file whatever else is wrong with it. */
const rowsOf = (raw: unknown, list: string): Row[] =>
  listOf(isRecord(raw) ? raw[list] : undefined).flatMap((value, index) => (isRecord(value) ? [{ place: [list, index], value }] : []));

const wanted: Record<string, string> = {
  string: 'text in quotes',
  array: 'a list in [ ]',
  object: 'a record in { }',
  boolean: 'true or false',
  number: 'a number',
};
const issueText = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `the hub knows no ${issue.keys.map((key) => `"${key}"`).join(', ')} here: check the spelling or leave it out`;
    case 'invalid_value':
      return `write ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}`;
    case 'invalid_union':
      return `write ${'options' in issue && Array.isArray(issue.options) ? issue.options.map((value) => `"${String(value)}"`).join(' or ') : 'one of the forms in the example'}`;
    case 'invalid_type':
      return issue.message === 'Invalid input' ? `is missing or no ${issue.expected}: write ${wanted[issue.expected] ?? issue.expected}` : issue.message;
    default:
      return issue.message;
  }
};

/** Which field names what. */
const references: readonly { list: string; field: string; kind: Kind }[] = [
  { list: 'areas', field: 'manager', kind: 'managers' },
  { list: 'managers', field: 'areas', kind: 'areas' },
  { list: 'practices', field: 'area', kind: 'areas' },
  { list: 'practitioners', field: 'practices', kind: 'practices' },
  { list: 'organisations', field: 'area', kind: 'areas' },
  { list: 'clients', field: 'practice', kind: 'practices' },
  { list: 'clients', field: 'practitioner', kind: 'practitioners' },
  { list: 'clients', field: 'organisation', kind: 'organisations' },
  { list: 'clients', field: 'manager', kind: 'managers' },
  { list: 'users', field: 'practitioner', kind: 'practitioners' },
  { list: 'users', field: 'practice', kind: 'practices' },
  { list: 'users', field: 'manager', kind: 'managers' },
  { list: 'users', field: 'collects', kind: 'practices' },
];
const namedIn = ({ place, value }: Row, field: string, kind: Kind): Reference[] => {
  const named = value[field];
  const one = (id: unknown, at: Place): Reference[] => (typeof id === 'string' ? [{ place: placeText(at), kind, id }] : []);
  return Array.isArray(named) ? named.flatMap((id, index) => one(id, [...place, field, index])) : one(named, [...place, field]);
};
/** Where hours are said practice by practice. */
const namedInHours = (raw: unknown): Reference[] =>
  rowsOf(raw, 'practitioners').flatMap(({ place, value }) =>
    rowsOf(value, 'wte').flatMap((entry) =>
      rowsOf(entry.value, 'parts').flatMap((part) => namedIn({ place: [...place, ...entry.place, ...part.place], value: part.value }, 'practice', 'practices')),
    ),
  );
const outside = (raw: unknown): Reference[] => {
  const named = [...references.flatMap(({ list, field, kind }) => rowsOf(raw, list).flatMap((row) => namedIn(row, field, kind))), ...namedInHours(raw)];
  const given = new Map(kinds.map((kind) => [kind, new Set(rowsOf(raw, kind).map(({ value }) => value.id))]));
  return named.filter(({ kind, id }) => !given.get(kind)?.has(id));
};

/** Each id once; `with` the other list, because both are parties with an endpoint. */
const uniqueLists = [['areas'], ['managers'], ['practices', 'organisations'], ['practitioners'], ['clients'], ['users']];
const doubles = (rows: Row[], what: string): Problem[] => {
  const seen = new Set<unknown>();
  return rows.flatMap(({ place, value }) => {
    const twice = seen.has(value.id);
    seen.add(value.id);
    return twice ? [{ place: placeText([...place, 'id']), text: `this id stands before: give each ${what} an id of its own` }] : [];
  });
};
const keyRows = (raw: unknown): Row[][] =>
  [...rowsOf(raw, 'practices'), ...rowsOf(raw, 'organisations')].flatMap(({ place, value }) => {
    const { endpoint, answerKeys } = value;
    const rows = (keys: unknown, at: Place) => listOf(keys).flatMap((key, index) => (isRecord(key) ? [{ place: [...at, index], value: key }] : []));
    return [rows(isRecord(endpoint) ? endpoint.keys : [], [...place, 'endpoint', 'keys']), rows(answerKeys, [...place, 'answerKeys'])];
  });
const repeated = (raw: unknown): Problem[] => [
  ...uniqueLists.flatMap((lists) =>
    doubles(
      lists.flatMap((list) => rowsOf(raw, list)),
      lists.map((list) => list.slice(0, -1)).join(' and '),
    ),
  ),
  ...keyRows(raw).flatMap((rows) => doubles(rows, 'key')),
];

/** Undelivered messages of an area land on its manager's list: a manager who may not see the area would never see them. */
const blindManagers = (raw: unknown): Problem[] =>
  rowsOf(raw, 'areas').flatMap(({ place, value }) => {
    const manager = rowsOf(raw, 'managers').find((row) => row.value.id === value.manager);
    const sees = !manager || listOf(manager.value.areas).includes(value.id);
    return sees ? [] : [{ place: placeText([...place, 'manager']), text: 'this manager does not have the area among "areas": add it there or name another' }];
  });

const longestId = 64;
/** FHIR has one id for a service of an organisation, and for a practitioner at a practice: both ids with a dot between. */
const joined = (id: unknown, other: unknown, place: Place): Problem[] =>
  `${id}.${other}`.length > longestId ? [{ place: placeText(place), text: `is too long: both ids together have at most ${longestId - 1} characters` }] : [];
const joinedIds = (raw: unknown): Problem[] => [
  ...rowsOf(raw, 'organisations').flatMap(({ place, value }) =>
    rowsOf(value, 'services').flatMap((service) => {
      const at = [...place, ...service.place, 'id'];
      const dot = String(service.value.id).includes('.') ? [{ place: placeText(at), text: 'a dot parts it from the id of its organisation: use none' }] : [];
      return [...dot, ...joined(value.id, service.value.id, at)];
    }),
  ),
  ...rowsOf(raw, 'practitioners').flatMap(({ place, value }) =>
    listOf(value.practices).flatMap((practice, index) => joined(value.id, practice, [...place, 'practices', index])),
  ),
];
const hubsOwn = (raw: unknown): Problem[] => [
  ...['practices', 'organisations'].flatMap((list) =>
    rowsOf(raw, list).flatMap(({ place, value }) =>
      value.id === hubId ? [{ place: placeText([...place, 'id']), text: "is the hub's own id: give another" }] : [],
    ),
  ),
  ...rowsOf(raw, 'clients').flatMap(({ place, value }) =>
    String(value.id).startsWith(userClients)
      ? [{ place: placeText([...place, 'id']), text: `begins with "${userClients}", as people who sign in do: give another` }]
      : [],
  ),
];

const parties = ['practice', 'practitioner', 'organisation', 'manager'] as const;
const clientsOf = (raw: unknown, { allowLoopback, clientProblems: check }: OnboardingRules): Problem[] =>
  rowsOf(raw, 'clients').flatMap(({ place, value }) => {
    const [kind, ...others] = parties.filter((party) => value[party] !== undefined);
    if (!kind || others.length > 0) return [{ place: placeText(place), text: `say for whom this client speaks by exactly one of ${parties.join(', ')}` }];
    const parsed = onboardedClient(allowLoopback).safeParse(value);
    const found = parsed.success ? check(kind, parsed.data) : [];
    return found.map((problem) => ({ ...problem, place: `${placeText(place)}.${problem.place}` }));
  });

const userProblems = (raw: unknown): Problem[] => userRowProblems(rowsOf(raw, 'users')).map(({ place, text }) => ({ place: placeText(place), text }));

export const checkOnboarding = (raw: unknown, rules: OnboardingRules): CheckedOnboarding => {
  const parsed = onboardingDocument(rules.allowLoopback).safeParse(raw);
  const shape = parsed.success ? [] : parsed.error.issues.map((issue) => ({ place: placeText(issue.path), text: issueText(issue) }));
  const problems = [...shape, ...repeated(raw), ...blindManagers(raw), ...joinedIds(raw), ...hubsOwn(raw), ...clientsOf(raw, rules), ...userProblems(raw)];
  return parsed.success && problems.length === 0 ? { ok: true, document: parsed.data, references: outside(raw) } : { ok: false, problems };
};

/** What to say of a reference that the hub does not know either. */
export const unknownReference = ({ place, kind }: Reference): Problem => ({
  place,
  text: `neither this file nor the hub has it: add it to "${kind}" or correct the id`,
});
