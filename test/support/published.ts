/** An invented life, counted, of which quarters are published: as small as asked for, so that much must be hidden. */
import { countAll } from '#insight/counting-store';
import { publish, readForRelease } from '#insight/published-store';
import { reportPeriod } from '#insight/report-period';
import { countingIn } from '#local/simulate/counting';
import { live } from '#local/simulate/live';
import type { LifeOptions } from '#local/simulate/programme';
import { memoryTable } from '#platform/memory-table';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';

/** Long after all of it. */
const today = '2027-07-01' as LocalDate;

export const livedAndCounted = async (life: Partial<LifeOptions>) => {
  const tables = { referrals: memoryTable(), access: memoryTable(), work: memoryTable() };
  const referrals = new Set<string>();
  const { programme } = await live(life, tables, { told: ({ referral }) => void referrals.add(referral) });
  const { failed } = await countAll(
    [...referrals].map((referral) => ({ referral: referral as never })),
    countingIn(tables),
  );
  if (failed.length > 0) throw new Error(`${failed.length} were not counted`);
  const practices = programme.practices.map(({ id, name }) => ({ id, name }));
  const given = async (name: string) => {
    const period = reportPeriod(name, today, calendar());
    if (!period) throw new Error(`${name} is no time`);
    return readForRelease(tables.work, { area: programme.area, name: 'Somewhere', practices, period, asAt: '2027-07-01T09:00:00.000Z' });
  };
  return {
    ...tables,
    area: String(programme.area),
    practices,
    referrals: referrals.size,
    given,
    publish: async (name: string) => publish(tables.work, await given(name), 'elspeth'),
  };
};
