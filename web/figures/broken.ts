/** Organisations that the hub cannot reach at what it has of them, with why: from what it knows already. Nothing is tried. */
import { canAnswer } from '#directory/casework';
import { hasPin, type One, openOf, systemOf } from '#web/community/organisations';
import { mailReturned } from '#web/community/returned';
import type { Visit } from '#web/frame/page';

export type BrokenWay = 'cannotAnswer' | 'off' | 'failing' | 'returned' | 'notReached';
/** Undefined: nothing is known to be wrong. */
const brokenIn = async (organisation: One, visit: Visit): Promise<BrokenWay | undefined> => {
  const { id } = organisation;
  const [system, pin, open] = await Promise.all([systemOf(id, visit), hasPin(id, visit), openOf(visit.ports.fhir.referrals, id)]);
  if (!canAnswer({ organisation, system, hasPin: pin })) return 'cannotAnswer';
  if (system === 'off' || system === 'failing') return system;
  if (system === 'none' && (await mailReturned(organisation, visit))) return 'returned';
  return open.some(({ undeliveredAt }) => undeliveredAt !== undefined) ? 'notReached' : undefined;
};
/** By name. */
export const brokenAmong = async (organisations: readonly One[], visit: Visit): Promise<string[]> => {
  const ways = await Promise.all(organisations.map((one) => brokenIn(one, visit)));
  const say = visit.words.figuresPages.broken;
  return organisations.flatMap(({ name }, n) => (ways[n] ? [say[ways[n]](name)] : [])).sort();
};
