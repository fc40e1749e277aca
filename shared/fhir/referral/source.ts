/** Where a search looks: the caller's own partitions, or the few referrals that the query itself names. */

import type { Clause } from '#fhir/door';
import { readId, referenceId } from '#fhir/ids';
import type { FhirPorts } from '#fhir/ports';
import { type Identified, practicesOf } from '#identity/access-policy';
import { indexKeys, keys } from '#platform/tables';
import type { IndexName, Item } from '#platform/types';
import { isOpen } from '#referral/edges';
import type { PersonId, TaskStatus } from '#referral/types';
import type { ResourceType } from './view.ts';

export type Partition = { index: IndexName; pk: string };
type Source = { referrals: string[] } | { partitions: Partition[] };

const valuesOf = (clauses: readonly Clause[], name: string) => clauses.find((clause) => clause.name === name && !clause.modifier)?.values;
const unique = (ids: (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];

/** Open, ended, or both: a Task's status says on which side it lies. */
const sides = (clauses: readonly Clause[], type: ResourceType): boolean[] => {
  const statuses = type === 'Task' ? valuesOf(clauses, 'status') : undefined;
  const codes = statuses?.map((status) => status.slice(status.indexOf('|') + 1));
  // A system alone, `system|`, is any status.
  if (!codes || codes.includes('')) return [true, false];
  return [true, false].filter((open) => codes.some((code) => isOpen(code as TaskStatus) === open));
};

const ownPartitions = ({ caller }: Identified, clauses: readonly Clause[], type: ResourceType): Partition[] => {
  const party = (kind: 'P' | 'O', id: string, open: boolean): Partition => ({ index: 'party', pk: indexKeys.partyOf(kind, id, open) });
  switch (caller.kind) {
    case 'practice':
      return sides(clauses, type).map((open) => party('P', caller.practice, open));
    case 'organisation':
      return sides(clauses, type).map((open) => party('O', caller.organisation, open));
    case 'practitioner':
      // An onward Task may be open in an ended referral, and the other way about.
      return caller.practices.flatMap((practice) => [true, false].map((open) => party('P', practice, open)));
    case 'manager':
    case 'collector':
      return [];
  }
};

/** The referrals among the caller's own that were sent under one of these identifiers; the sender's namespace is the practice's own. */
const holdersOf = async ({ caller }: Identified, values: readonly string[], ports: FhirPorts): Promise<string[]> => {
  const practices = practicesOf(caller);
  const holder = async (value: string, requester: string) => {
    const mac = await ports.keys.mac('identifier', value);
    return (await ports.carryOut.store.taken({ kind: 'identifier', requester, mac, body: '' }))?.referral;
  };
  return unique(await Promise.all(values.flatMap((value) => practices.map((practice) => holder(value, practice)))));
};

/** Every referral of these people, of whichever practice: the caller's own are found by the access policy. */
export const ofPeople = async (people: readonly PersonId[], ports: FhirPorts): Promise<string[]> => {
  const ids: string[] = [];
  for (const person of people) {
    for (let after: Item | undefined, first = true; first || after; first = false) {
      const page = await ports.referrals.query({ index: 'fixed', pk: indexKeys.person(person), after });
      ids.push(...page.items.map(({ pk }) => pk.slice(keys.referral('').length)));
      after = page.next;
    }
  }
  return unique(ids);
};

/** `people`: those asked for by `patient`. */
export const sourceOf = async (
  who: Identified,
  type: ResourceType,
  clauses: readonly Clause[],
  people: readonly PersonId[],
  ports: FhirPorts,
): Promise<Source> => {
  const named = (name: string, target: string) => valuesOf(clauses, name)?.map((value) => readId(referenceId(value, target, ports.baseUrl) ?? value)?.referral);
  const ids =
    valuesOf(clauses, '_id')?.map((value) => readId(value)?.referral) ??
    named('focus', 'ServiceRequest') ??
    named('part-of', 'Task') ??
    named('based-on', 'ServiceRequest');
  if (ids) return { referrals: unique(ids) };
  const identifiers = type === 'ServiceRequest' ? valuesOf(clauses, 'identifier') : undefined;
  if (identifiers) return { referrals: await holdersOf(who, identifiers, ports) };
  if (who.caller.kind !== 'organisation' && valuesOf(clauses, 'patient')) return { referrals: await ofPeople(people, ports) };
  return { partitions: ownPartitions(who, clauses, type) };
};
