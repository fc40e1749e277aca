/** A service that says no because it is full, and until when, says so of its capacity. */
import type { Table } from '#platform/types';
import type { Full } from '#referral/types';
import { capacityOf, setCapacity } from './capacity-store.ts';

/** What was said since stands; what else was said before stands beside it. */
export const noteFullIn =
  (access: Table) =>
  async ({ organisation, service, fullUntil, at }: Full): Promise<void> => {
    const said = (await capacityOf(access, organisation, [service])).get(service);
    if (said && said.updatedAt >= at) return;
    await setCapacity(access, organisation, service, { ...said, fullUntil, updatedAt: at, by: 'organisation' });
  };
