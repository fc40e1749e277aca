/** One request as its organisation may see it: exactly what the signed fetch would give. */
import type { Service } from '#directory/types';
import { readId } from '#fhir/ids';
import { organisationView } from '#fhir/organisation/view';
import { maySeeOnward } from '#identity/access-policy';
import type { Commit, Onward, Referral } from '#referral/types';
import type { Member } from './around.ts';

export type Request = {
  onward: Onward;
  referral: Referral;
  commits: readonly Commit[];
  view: Awaited<ReturnType<typeof organisationView>>;
  service: Service | undefined;
  practice: { name: string; phone?: string } | undefined;
};

/** Undefined: nothing is there, or it is another organisation's. */
export const requestOf = async (id: string, { session: { caller }, ports, at }: Member): Promise<Request | undefined> => {
  const named = readId(id);
  const loaded = named?.onward ? await ports.fhir.carryOut.store.load(named.referral) : undefined;
  const onward = loaded?.referral.onward.find((one) => one.id === named?.onward);
  if (!loaded || !onward || !maySeeOnward(caller, loaded.referral, onward)) return undefined;
  const { referral, commits } = loaded;
  const { directory } = ports.fhir;
  const [sent, organisation, practice] = await Promise.all([
    ports.fhir.carryOut.store.sent(referral.id),
    directory.organisation(caller.organisation),
    directory.practice(referral.practice),
  ]);
  const reading = { caller, at, now: referral, commits, ...(sent === undefined ? {} : { sent }) };
  const view = await organisationView(onward, referral, reading, ports.fhir);
  const service = organisation?.services.find(({ id: one }) => one === onward.service) ?? organisation?.services[0];
  return { onward, referral, commits, view, service, practice };
};
