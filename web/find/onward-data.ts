/** What is known of everything that was sent on from one referral. */
import { receivedOf, type Stage } from '#delivery/received';
import type { Organisation, Service } from '#directory/types';
import type { OrganisationId } from '#identity/types';
import type { Instant } from '#platform/types';
import { needCodeOf } from '#referral/needs';
import { nextBest } from '#referral/next-best';
import { serviceAnswersIn } from '#referral/onward-told';
import type { Commit, Onward, OnwardId, ServiceAnswer } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import { nextPlaces, type Place } from './find-data.ts';
import { firstAsked } from './wish.ts';

export type Said = { by: 'organisation' | 'us'; at: Instant; text: string };
export type OnwardCase = {
  onward: Onward;
  organisation: Organisation | undefined;
  service: Service | undefined;
  stage: Stage;
  thread: readonly Said[];
  answers: readonly ServiceAnswer[];
  /** After a no for which nobody else is asked: who could be asked instead; undefined: not the time for it. */
  instead?: readonly Place[] | undefined;
};

const threadOf = (commits: readonly Commit[], id: OnwardId): Said[] =>
  commits.flatMap(({ events, at }) =>
    events.flatMap((event): Said[] => {
      if (event.type === 'onward-asked' && event.onward === id) return [{ by: 'organisation', at, text: event.text }];
      return event.type === 'onward-replied' && event.onward === id ? [{ by: 'us', at, text: event.text }] : [];
    }),
  );
const mostInstead = 3;
const insteadOf = async (onward: Onward, found: Case, visit: Visit): Promise<readonly Place[] | undefined> => {
  const next = nextBest(found.referral, onward.id);
  if (!next || next.others.length > 0 || onward.status === 'cancelled') return undefined;
  const need = needCodeOf(next.need);
  return nextPlaces({ ...firstAsked(found), ...(need ? { need } : {}), after: onward.id }, mostInstead, found, visit);
};

/** `open`: whether somebody else may be asked now. */
export const onwardsOf = async (found: Case, open: boolean, visit: Visit): Promise<OnwardCase[]> => {
  const { referral, commits } = found;
  const { ports } = visit;
  const { directory, subscriptions } = ports.fhir;
  const parties = [...new Set(referral.onward.map(({ organisation }) => organisation))];
  const known = new Map(await Promise.all(parties.map(async (id: OrganisationId) => [id, await directory.organisation(id)] as const)));
  const systems = new Map(await Promise.all(parties.map(async (id) => [id as string, await directory.endpoint(id)] as const)));
  const by = (id: string) => (systems.get(id) ? 'webhook' : 'mail');
  const stages = await receivedOf(subscriptions.work, { referral: referral.id, commits, onward: referral.onward, by });
  return Promise.all(
    referral.onward.map(async (onward): Promise<OnwardCase> => {
      const organisation = known.get(onward.organisation);
      return {
        ...{ onward, organisation, service: organisation?.services.find(({ id }) => id === onward.service), stage: stages.get(onward.id) ?? 'sent' },
        ...{ thread: threadOf(commits, onward.id), answers: serviceAnswersIn(commits, onward.id) },
        ...(open ? { instead: await insteadOf(onward, found, visit) } : {}),
      };
    }),
  );
};
