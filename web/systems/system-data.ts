/** An organisation of the manager's areas and its system, with what the pages may do to it. */
import type { RedrivePorts } from '#delivery/ports';
import type { TrialPorts } from '#delivery/trial';
import { directoryStore } from '#directory/directory-store';
import { type EndpointDeps, type Listening, listeningOf } from '#directory/endpoint-store';
import type { Organisation } from '#directory/types';
import { organisationNamed } from '#fhir/directory/reach';
import type { Visit } from '#web/frame/page';

export type System = {
  organisation: Organisation;
  listening: Listening;
  /** Where its page is. */
  path: string;
  deps: EndpointDeps;
  trial: TrialPorts;
  redriving: RedrivePorts;
};

export const areasOf = ({ who }: Pick<Visit, 'who'>) => (who.caller.kind === 'manager' ? who.caller.areas : []);

/** Undefined for who is not its manager, and in a function that has no way to it. */
export const systemOf = async (visit: Visit): Promise<System | undefined> => {
  const { ports, params, who, at } = visit;
  if (!ports.systems) return undefined;
  const directory = directoryStore(ports.access);
  const organisation = await organisationNamed(params.organisation ?? '', directory);
  if (!organisation || !areasOf(visit).includes(organisation.area)) return undefined;
  const { send, secrets } = ports.systems;
  const [clock, { ids }] = [{ now: () => at }, ports];
  return {
    organisation,
    listening: await listeningOf(organisation.id, ports.access),
    path: `/app/systems/${organisation.id}`,
    deps: { table: ports.access, clock, ids, secrets, who: `user:${who.user.id}` },
    trial: { send, secrets, clock, ids },
    redriving: {
      work: ports.fhir.subscriptions.work,
      deliverQueue: ports.fhir.subscriptions.deliverQueue,
      clock,
      endpoint: (party) => directory.endpoint(party),
      organisation: (id) => directory.organisation(id),
    },
  };
};
