/** Where a party is told: at its own system, or, an organisation that has none, by e-mail. */
import { organisationId } from '#directory/ids';
import type { Endpoint, Organisation } from '#directory/types';
import type { DeliveryPorts } from './ports.ts';

type Listening = { endpoint: Endpoint | undefined; organisation: Organisation | undefined };
/** `organisation` alone where there is no endpoint: one that is switched off or fails stays the only way. */
export const listeningOf = async (party: string, ports: Pick<DeliveryPorts, 'endpoint' | 'organisation'>): Promise<Listening> => {
  const endpoint = await ports.endpoint(party);
  const named = endpoint ? undefined : organisationId.safeParse(party).data;
  return { endpoint, organisation: named && (await ports.organisation(named)) };
};
