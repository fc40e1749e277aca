/** How the people of an invented life are counted into the figures: as the hub's own function does it, wherever the tables are. */
import { directoryStore } from '#directory/directory-store';
import type { AreaId } from '#identity/types';
import { countingPorts } from '#insight/counting-ports';
import type { Recounting } from '#insight/recount-store';
import { simdStore } from '#people/simd-store';
import { randomIds } from '#platform/ids';
import type { Table } from '#platform/types';
import { calendar } from '#referral/working-days';

const pause = (milliseconds: number) => new Promise<void>((soon) => setTimeout(soon, milliseconds));

export const countingIn = ({ referrals, access, work }: { referrals: Table; access: Table; work: Table }): Recounting => {
  const lives = { referrals, quintileOf: simdStore(access).quintileOf };
  const closedDays = async (area: string) => calendar((await directoryStore(access).area(area as AreaId))?.holidays);
  return countingPorts({ table: work, lives, closedDays, ids: randomIds, pause });
};
