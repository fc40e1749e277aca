/** What a subscriber may be told of an event, asked of the referral as it is now. */
import type { Told } from '#delivery/subscription-ports';
import type { Content, LogEntry, Subscriber } from '#delivery/subscription-types';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Instant } from '#platform/types';
import type { Referral } from '#referral/types';
import type { FhirPorts } from './ports.ts';
import { seenBy, shelfOf } from './view.ts';

const isTheirs = (by: Subscriber, { focus }: LogEntry, referral: Referral): boolean => {
  const onward = referral.onward.find((one) => one.id === focus.id);
  return onward ? maySeeOnward(by, referral, onward) : focus.id === referral.id && maySee(by, referral);
};

type Reader = { by: Subscriber; at: Instant };
export const toldOf = async (
  { by, at }: Reader,
  event: LogEntry,
  content: Content,
  ports: Pick<FhirPorts, 'carryOut' | 'directory' | 'referrals'>,
): Promise<Told> => {
  const loaded = await ports.carryOut.store.load(event.referral);
  if (!loaded || !isTheirs(by, event, loaded.referral)) return 'withheld';
  if (content !== 'full-resource') return 'ids';
  const shelf = await shelfOf(ports, loaded);
  const seen = await Promise.all((['Task', 'ServiceRequest'] as const).map((type) => seenBy({ by, at }, type, event.focus.id, shelf, ports)));
  return { resources: seen.flatMap((one) => (one ? [one.resource] : [])) };
};
