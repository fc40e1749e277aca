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
type Source = { referrals: string[] } | { partitions: Partition[] };

const valuesOf = (clauses: Clause[], name: Clause['name']) => clauses.find((clause) => clause.name === name)?.values;
const unique = (ids: (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];

/** Open, ended, or both: a Task's status says on which side it lies. */
const sides = (clauses: Clause[], type: ResourceType): boolean[] => {
  const statuses = type === 'Task' ? valuesOf(clauses, 'status') : undefined;
  if (!statuses) return [true, false];
  return [true, false].filter((open) => statuses.some((status) => isOpen(status.slice(status.indexOf('|') + 1) as TaskStatus) === open));
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

/** The referrals among the caller's own that were sent under each `identifier` asked for; the sender's namespace is the practice's own. */
const holdersOf = ({ caller }: Identified, clauses: Clause[], ports: FhirPorts): Promise<Set<string>[]> => {
  const practices = caller.kind === 'practice' ? [caller.practice] : caller.kind === 'practitioner' ? caller.practices : [];
  const holder = async (value: string, requester: string) => {
    const mac = await ports.keys.mac('identifier', value);
    return (await ports.carryOut.store.taken({ kind: 'identifier', requester, mac, body: '' }))?.referral;
  };
  const asked = clauses.filter(({ name }) => name === 'identifier');
  return Promise.all(
    asked.map(async ({ values }) => new Set(unique(await Promise.all(values.flatMap((value) => practices.map((practice) => holder(value, practice))))))),
  );
};

/** `holders`: for each `identifier` asked of ServiceRequests, who holds it. */
export const sourceOf = async (
  who: Identified,
  type: ResourceType,
  clauses: Clause[],
  ports: FhirPorts,
): Promise<{ source: Source; holders: Set<string>[] }> => {
  const holders = type === 'ServiceRequest' ? await holdersOf(who, clauses, ports) : [];
  const named = (name: Clause['name'], target: string) =>
    valuesOf(clauses, name)?.map((value) => readId(referenceId(value, target, ports.baseUrl) ?? value)?.referral);
  const ids =
    valuesOf(clauses, '_id')?.map((value) => readId(value)?.referral) ??
    named('focus', 'ServiceRequest') ??
    named('part-of', 'Task') ??
    named('based-on', 'ServiceRequest') ??
    (holders[0] ? [...holders[0]] : undefined);
  if (ids) return { source: { referrals: unique(ids) }, holders };
  const people = who.caller.kind === 'organisation' ? undefined : valuesOf(clauses, 'patient');
  if (!people) return { source: { partitions: ownPartitions(who, clauses, type) }, holders };
  const partitions = unique(people.map((value) => referenceId(value, 'Patient', ports.baseUrl) ?? value)).map(indexKeys.person);
  return { source: { partitions: partitions.map((pk) => ({ index: 'fixed', pk })) }, holders };
};
