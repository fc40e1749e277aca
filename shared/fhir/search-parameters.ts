/** The search parameters the hub has, said once: the search reads them, the CapabilityStatement lists them. No chaining, no reverse search: predicates leak. */
import type { ResourceType } from './view.ts';

type Kind = 'token' | 'reference' | 'date' | 'number';
type Row = { kind: Kind; of: readonly ResourceType[]; text: string };
const both = ['ServiceRequest', 'Task'] as const;

export const searchParameters = {
  _id: { kind: 'token', of: both, text: 'The id of the resource.' },
  identifier: {
    kind: 'token',
    of: both,
    text: "system|value. Of a ServiceRequest the sender's own, found among the caller's referrals; of a Task the sender's own, or the organisation's case reference.",
  },
  status: { kind: 'token', of: both, text: 'The status.' },
  patient: { kind: 'reference', of: both, text: 'Patient/<id>, as Task.for names it; for who may know the person.' },
  focus: { kind: 'reference', of: ['Task'], text: 'ServiceRequest/<id>.' },
  owner: { kind: 'reference', of: ['Task'], text: 'Organization/<id> of an onward Task, Practitioner/<id> of a referral.' },
  requester: { kind: 'reference', of: both, text: 'Organization/<practice> of a referral, Practitioner/<id> of an onward referral.' },
  code: { kind: 'token', of: both, text: 'The coded need of a ServiceRequest; fulfill of a Task.' },
  'part-of': { kind: 'reference', of: ['Task'], text: "Task/<id>: a referral's onward Tasks." },
  'based-on': { kind: 'reference', of: ['ServiceRequest'], text: "ServiceRequest/<id>: a referral's onward requests." },
  _lastUpdated: {
    kind: 'date',
    of: both,
    text: 'With gt, ge, lt, le or eq; what changed in the last ten seconds is left to the next search, so that none is missed.',
  },
  _count: { kind: 'number', of: both, text: 'At most so many per page: 1 to 100, 20 unless said.' },
  page: { kind: 'token', of: both, text: 'Where the page before ended, as the link `next` says it.' },
} as const satisfies Record<string, Row>;
export type SearchParameter = keyof typeof searchParameters;

/** One parameter as sent: values are OR, several clauses are AND. */
export type Clause = { name: SearchParameter; values: string[] };
type ParsedQuery = { ok: true; clauses: Clause[] } | { ok: false; name: string; text: string };

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};
const isKnown = (name: string, type: ResourceType): name is SearchParameter =>
  Object.hasOwn(searchParameters, name) && searchParameters[name as SearchParameter].of.some((one) => one === type);
const most = { clauses: 20, values: 50, length: 500 };
/** A comma parts values unless a backslash stands before it. */
const valuesOf = (text: string): string[] => text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));

/** Reads the raw query, where repeated parameters are still apart. */
export const parseQuery = (raw: string, type: ResourceType): ParsedQuery => {
  const parts = raw.split('&').filter((part) => part !== '');
  if (parts.length > most.clauses) return { ok: false, name: '', text: `At most ${most.clauses} parameters.` };
  const clauses: Clause[] = [];
  for (const part of parts) {
    const at = part.indexOf('=');
    const [name, text] = [decoded(at < 0 ? part : part.slice(0, at)), decoded(at < 0 ? '' : part.slice(at + 1))];
    if (name === undefined || text === undefined) return { ok: false, name: '', text: 'A percent sign must begin a percent-encoded character.' };
    if (!isKnown(name, type)) return { ok: false, name, text: `${type} has no such search parameter here. It has: ${parametersOf(type).join(', ')}.` };
    const values = valuesOf(text);
    if (text === '' || values.length > most.values || text.length > most.length * 4)
      return { ok: false, name, text: 'Give one to fifty values, with commas between.' };
    clauses.push({ name, values });
  }
  return { ok: true, clauses };
};

export const parametersOf = (type: ResourceType): SearchParameter[] =>
  (Object.keys(searchParameters) as SearchParameter[]).filter((name) => isKnown(name, type));
