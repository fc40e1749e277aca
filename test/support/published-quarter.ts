/** Quarters of the invented figures of test/support/public-hub.ts, gone out. */
import { expect } from 'vitest';
import { publish, readForRelease } from '#insight/published-store';
import { reportPeriod } from '#insight/report-period';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';
import type { FhirHub } from '#test/fhir-hub';
import { glasgow, inAreas } from '#test/figures-hub';
import { monthOf, sizes } from '#test/public-hub';

const months = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
const practices = Object.keys(sizes).map((id) => ({ id, name: `${id} practice` }));

/** What two quarters are published from. */
export const someFigures = ({ ports }: FhirHub): Promise<void> => {
  const items = months.flatMap((month, n) => Object.entries(sizes).flatMap(([practice, size], k) => monthOf(month, practice, size, n * 5 + k)));
  return ports.subscriptions.work.putAll(inAreas(items));
};
export const goOut = async ({ ports }: FhirHub, quarter: string, asAt: string, area = glasgow): Promise<void> => {
  const period = reportPeriod(quarter, '2026-11-23' as LocalDate, calendar());
  if (!period) throw new Error('no time');
  const given = await readForRelease(ports.subscriptions.work, { area, name: 'Glasgow City', practices, period, asAt });
  expect(await publish(ports.subscriptions.work, given, 'elspeth-munro')).toBe('published');
};
