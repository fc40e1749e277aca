/** Organisations that the hub cannot reach at what it has of them, with why: from what it knows already. Nothing is tried. */
import { partiesGivenUp } from '#delivery/exceptions';
import { canAnswer } from '#directory/casework';
import { type One, openOf, type Ways, waysOf } from '#web/community/organisations';
import { mailReturned } from '#web/community/returned';
import type { Visit } from '#web/frame/page';

export type BrokenWay = 'cannotAnswer' | 'off' | 'failing' | 'returned' | 'notReached';
/** Undefined: nothing is known to be wrong with what the hub has of it. */
const brokenIn = async (ways: Ways, visit: Visit): Promise<BrokenWay | undefined> => {
  const { organisation, system, health } = ways;
  if (!canAnswer(ways)) return 'cannotAnswer';
  if (system === 'off' || system === 'failing') return system;
  return system === 'none' && (await mailReturned(organisation, health, visit)) ? 'returned' : undefined;
};
/** Only where something was given up is it asked whether that referral is open still. */
const notReachedIn = async (organisations: readonly One[], { ports }: Visit): Promise<ReadonlySet<One['id']>> => {
  const { referrals } = ports.fhir;
  const givenUp = await partiesGivenUp(referrals);
  const found = await Promise.all(
    organisations
      .filter(({ id }) => givenUp.has(id))
      .map(async ({ id }) => ((await openOf(referrals, id)).some(({ undeliveredAt }) => undeliveredAt !== undefined) ? [id] : [])),
  );
  return new Set(found.flat());
};
/** By name. */
export const brokenAmong = async (organisations: readonly One[], visit: Visit): Promise<string[]> => {
  const known = await Promise.all((await waysOf(organisations, visit)).map((ways) => brokenIn(ways, visit)));
  const notReached = await notReachedIn(
    organisations.filter((_, n) => known[n] === undefined),
    visit,
  );
  const say = visit.words.figuresPages.broken;
  return organisations
    .flatMap(({ id, name }, n) => {
      const way = known[n] ?? (notReached.has(id) ? 'notReached' : undefined);
      return way ? [say[way](name)] : [];
    })
    .sort();
};
