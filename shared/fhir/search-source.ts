/** Where a search looks: the caller's own partitions, or the few ids that the query itself names. */
import type { Identified } from '#identity/access-policy';
import { indexKeys } from '#platform/tables';
import type { IndexName } from '#platform/types';
import { isOpen } from '#referral/edges';
import type { TaskStatus } from '#referral/types';
import { readId, referenceId } from './ids.ts';
import type { FhirPorts } from './ports.ts';
import type { Clause } from './search-parameters.ts';
import type { ResourceType } from './view.ts';

export type Partition = { index: IndexName; pk: string };
export type Source = { referrals: string[] } | { partitions: Partition[] };

const valuesOf = (clauses: Clause[], name: Clause['name']) => clauses.find((clause) => clause.name === name)?.values;
const unique = (ids: (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];

/** Open, ended, or both: a Task's status says on which side it lies. */
const sides = (clauses: Clause[], type: ResourceType): boolean[] => {
  const statuses = type === 'Task' ? valuesOf(clauses, 'status') : undefined;
  if (!statuses) return [true, false];
  return [true, false].filter((open) => statuses.some((status) => isOpen(status as TaskStatus) === open));
};

const ownPartitions = ({ caller }: Identified, clauses: Clause[], type: ResourceType): Partition[] => {
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
      return [];
  }
};

export const sourceOf = async (who: Identified, type: ResourceType, clauses: Clause[], ports: FhirPorts): Promise<Source> => {
  const named = (name: Clause['name'], target: string) =>
    valuesOf(clauses, name)?.map((value) => readId(referenceId(value, target, ports.baseUrl) ?? value)?.referral);
  const ids =
    valuesOf(clauses, '_id')?.map((value) => readId(value)?.referral) ??
    named('focus', 'ServiceRequest') ??
    named('part-of', 'Task') ??
    named('based-on', 'ServiceRequest');
  if (ids) return { referrals: unique(ids) };
  const identifiers = valuesOf(clauses, 'identifier');
  if (identifiers) {
    const requester = who.caller.kind === 'practice' ? [who.caller.practice] : who.caller.kind === 'practitioner' ? who.caller.practices : [];
    const found = identifiers.flatMap((value) =>
      requester.map(async (practice) => {
        const mac = await ports.keys.mac('identifier', value);
        return (await ports.carryOut.store.taken({ kind: 'identifier', requester: practice, mac, body: '' }))?.referral;
      }),
    );
    return { referrals: unique(await Promise.all(found)) };
  }
  const people = who.caller.kind === 'organisation' ? undefined : valuesOf(clauses, 'patient');
  if (people) return { partitions: people.map((value) => ({ index: 'fixed', pk: indexKeys.person(referenceId(value, 'Patient', ports.baseUrl) ?? value) })) };
  return { partitions: ownPartitions(who, clauses, type) };
};
