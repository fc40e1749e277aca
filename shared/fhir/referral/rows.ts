/** The ServiceRequests or Tasks of a referral that one caller may see and a search asks for. Judged on rows as they are now, never on an index. */

import type { Asked, Clause, Parameters, Seen } from '#fhir/door';
import { referenceId } from '#fhir/ids';
import type { FhirPorts } from '#fhir/ports';
import { meets } from '#fhir/search/among';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import type { Instant } from '#platform/types';
import type { Loaded } from '#referral/referral-store';
import type { Onward, PersonId, Referral, ReferralId } from '#referral/types';
import { type ResourceType, seenBy, shelvesOf } from './view.ts';

/** `people`: for each `patient` asked for, every record that it stands for. */
export type Wanted = { by: Caller; at: Instant; type: ResourceType; asked: Asked; parameters: Parameters; people: ReadonlyMap<string, readonly PersonId[]> };
/** Without `onward`, the referral itself. */
type Candidate = { referral: Referral; onward?: Onward };

const atOnce = 10;

/** One load per referral, some at a time. */
export const loadAll = async (ids: readonly string[], ports: FhirPorts): Promise<(Loaded | undefined)[]> => {
  const loaded: (Loaded | undefined)[] = [];
  for (let at = 0; at < ids.length; at += atOnce)
    loaded.push(...(await Promise.all(ids.slice(at, at + atOnce).map((id) => ports.carryOut.store.load(id as ReferralId)))));
  return loaded;
};

const visible = ({ by, type }: Wanted, referral: Referral): Candidate[] => [
  ...(maySee(by, referral) && !(type === 'Task' && referral.status === 'draft') ? [{ referral }] : []),
  ...referral.onward.filter((onward) => maySeeOnward(by, referral, onward)).map((onward) => ({ referral, onward })),
];

/** What the state alone answers; the rest is asked of the resource as it is shown. */
const ofState = (name: string, type: ResourceType): boolean => name === 'patient' || (name === 'requester' && type === 'ServiceRequest');
const meetsState = ({ name, values }: Clause, { referral, onward }: Candidate, { by, people }: Wanted, baseUrl: string): boolean => {
  if (name === 'patient') return by.kind !== 'organisation' && values.some((value) => people.get(value)?.includes(referral.person));
  const [type, id] = onward ? ['Practitioner', onward.sentBy] : ['Organization', referral.practice];
  return values.some((value) => value === id || referenceId(value, type, baseUrl) === id);
};

/** As much of the resource as can be told without reading what was sent: most rows of a worklist end here. */
const outline = ({ type }: Wanted, { referral, onward }: Candidate): Seen => {
  const { id, status, task, serviceRequest } = onward ?? referral;
  if (type === 'Task') return { resource: { resourceType: 'Task', id, status, intent: 'order' }, version: task };
  return { resource: { resourceType: 'ServiceRequest', id, status: serviceRequest.status, intent: 'order', subject: {} }, version: serviceRequest };
};
const inOutline = ['_id', '_lastUpdated', 'status'];

type Row = { loaded: Loaded | undefined; named?: ((onward: Onward) => boolean) | undefined };
const candidatesIn = (wanted: Wanted, { loaded, named }: Row, ports: FhirPorts): Candidate[] => {
  const { asked, parameters, type } = wanted;
  const among = { parameters, baseUrl: ports.baseUrl, horizon: asked.horizon };
  const [stated, early] = [asked.clauses.filter(({ name }) => ofState(name, type)), asked.clauses.filter(({ name }) => inOutline.includes(name))];
  if (!loaded) return [];
  return visible(wanted, loaded.referral)
    .filter(({ onward }) => !onward || !named || named(onward))
    .filter((one) => stated.every((clause) => meetsState(clause, one, wanted, ports.baseUrl)))
    .filter((one) => early.every((clause) => meets(clause, outline(wanted, one), among)));
};

/** What was sent with all of them is read in one go. `named`: only the onward referral of an index key. */
export const rowsOf = async (wanted: Wanted, rows: readonly Row[], ports: FhirPorts): Promise<Seen[][]> => {
  const { asked, parameters, type } = wanted;
  const among = { parameters, baseUrl: ports.baseUrl, horizon: asked.horizon };
  const later = asked.clauses.filter(({ name }) => !ofState(name, type) && !inOutline.includes(name));
  const candidates = rows.map((row) => candidatesIn(wanted, row, ports));
  const shelves = await shelvesOf(
    ports,
    rows.flatMap(({ loaded }, n) => (loaded && candidates[n]?.length ? [loaded] : [])),
  );
  const shown = async (row: Row, n: number): Promise<Seen[]> => {
    const shelf = row.loaded && shelves.get(row.loaded.referral.id);
    if (!shelf) return [];
    const seen = await Promise.all((candidates[n] ?? []).map(({ referral, onward }) => seenBy(wanted, type, (onward ?? referral).id, shelf, ports)));
    return seen.flatMap((one) => (one && later.every((clause) => meets(clause, one, among)) ? [one] : []));
  };
  return Promise.all(rows.map(shown));
};
