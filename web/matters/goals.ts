/** A person's goals, read and written through the FHIR face as whoever is signed in. */
import { hash } from 'node:crypto';
import type { Bundle, FhirResource, Goal } from 'fhir/r4.js';
import { recordsOf } from '#people/merging';
import { readRecordId, recordStore } from '#people/record-store';
import type { HealthRecord } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { fhirCall } from '#web/frame/fhir';
import type { Visit } from '#web/frame/page';
import type { Known } from '#web/people/people';
import { type GoalShown, goalFrom, isEnded } from './goal-resource.ts';

type Found = Bundle<FhirResource>;
const goalsIn = ({ entry = [] }: Found): GoalShown[] => entry.flatMap(({ resource }) => (resource?.resourceType === 'Goal' ? [goalFrom(resource)] : []));
const nextQuery = ({ link = [] }: Found): string | undefined => link.find(({ relation }) => relation === 'next')?.url.split('?')[1];
const bodyOf = <Body>({ body }: Answer): Body => body as Body;

/** What is to be done soonest stands first; what ended comes last. */
const inOrder = (one: GoalShown, other: GoalShown): number => {
  const key = (goal: GoalShown) => `${isEnded(goal) ? 1 : 0} ${goal.due ?? '9999'} ${goal.id}`;
  return key(one) < key(other) ? -1 : 1;
};
/** Also of records merged with this one. */
export const goalsOf = async ({ person }: Pick<Known, 'person'>, visit: Visit): Promise<GoalShown[]> => {
  const found: GoalShown[] = [];
  for (let query: string | undefined = `patient=Patient/${person.id}&_count=100`; query; ) {
    const answer: Answer = await fhirCall(visit, 'GET', 'Goal', undefined, { query });
    if (answer.status !== 200) throw new Error(`goals are not read: ${answer.status}`);
    const bundle: Found = bodyOf(answer);
    found.push(...goalsIn(bundle));
    query = nextQuery(bundle);
  }
  return found.filter(({ resource }) => resource.lifecycleStatus !== 'entered-in-error').toSorted(inOrder);
};

/** Undefined: not there, or not this person's. */
export const goalOf = async ({ person }: Pick<Known, 'person'>, id: string | undefined, visit: Visit): Promise<GoalShown | undefined> => {
  const named = readRecordId(id ?? '');
  if (!named) return undefined;
  const answer = await fhirCall(visit, 'GET', `Goal/${named}`);
  if (answer.status !== 200) return undefined;
  const goal: Goal = bodyOf(answer);
  return recordsOf(person).some((record) => goal.subject.reference === `Patient/${record}`) ? goalFrom(goal) : undefined;
};
/** Newest first; of a goal that was read before. */
export const goalVersions = async ({ id }: GoalShown, { ports }: Visit): Promise<HealthRecord[]> => {
  const named = readRecordId(id);
  return named ? recordStore(ports.fhir.referrals).versions('Goal', named) : [];
};

type Kept = 'saved' | 'changed' | 'notPossible';
const keptAs = ({ status }: Answer): Kept => {
  if (status < 300) return 'saved';
  return status === 409 || status === 412 ? 'changed' : 'notPossible';
};
/** `once`: of the page it was typed into; the same goal sent from it twice is one. */
export const addGoal = async (goal: Goal, once: string, visit: Visit): Promise<Kept> => {
  const key = hash('sha256', `${once}\n${JSON.stringify(goal)}`, 'base64url');
  return keptAs(await fhirCall(visit, 'POST', 'Goal', goal, { headers: { 'idempotency-key': key } }));
};
/** `seen`: the version on the page; another that is there by now is not overwritten. */
export const changeGoal = async (goal: Goal, seen: number, visit: Visit): Promise<Kept> =>
  keptAs(await fhirCall(visit, 'PUT', `Goal/${goal.id}`, goal, { headers: { 'if-match': `W/"${seen}"` } }));
