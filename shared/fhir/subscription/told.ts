/** What a subscriber may be told of an event, asked of the referral as it is now. */
import type { Told } from '#delivery/subscription-ports';
import type { Content, LogEntry, Subscriber } from '#delivery/subscription-types';
import type { FhirPorts } from '#fhir/ports';
import { seenBy, shelfOf } from '#fhir/referral/view';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Instant } from '#platform/types';
import { mayBeTold } from '#referral/consent';
import { isEnded } from '#referral/edges';
import type { Onward, Referral } from '#referral/types';

type Reader = { by: Subscriber; at: Instant };

/** As with every event to an organisation: while the person does not agree to it, only that it is over. */
const isAgreed = (referral: Referral, onward: Onward, at: Instant): boolean =>
  isEnded(onward.status) || onward.cancellation !== undefined || mayBeTold(referral, onward.organisation, at);

const mayHear = ({ by, at }: Reader, { focus }: LogEntry, referral: Referral): boolean => {
  const onward = referral.onward.find((one) => one.id === focus.id);
  return onward ? maySeeOnward(by, referral, onward) && isAgreed(referral, onward, at) : focus.id === referral.id && maySee(by, referral);
};

export const toldOf = async (
  reader: Reader,
  event: LogEntry,
  content: Content,
  ports: Pick<FhirPorts, 'carryOut' | 'directory' | 'referrals'>,
): Promise<Told> => {
  const loaded = await ports.carryOut.store.load(event.referral);
  if (!loaded || !mayHear(reader, event, loaded.referral)) return 'withheld';
  if (content !== 'full-resource') return 'ids';
  const shelf = await shelfOf(ports, loaded);
  const seen = await Promise.all((['Task', 'ServiceRequest'] as const).map((type) => seenBy(reader, type, event.focus.id, shelf, ports)));
  return { resources: seen.flatMap((one) => (one ? [one.resource] : [])) };
};
