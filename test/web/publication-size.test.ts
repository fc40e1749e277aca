/** How large a publication of a programme of thirty practices is: small enough to be made and sent in one piece. */
import { expect, test } from 'vitest';
import { measureBundle } from '#fhir/measures/measure-report';
import { releaseOf } from '#insight/release';
import { reportPeriod } from '#insight/report-period';
import type { LocalDate } from '#platform/types';
import { needCodes } from '#referral/needs';
import { calendar } from '#referral/working-days';
import { csvOf, jsonOf } from '#web/published/files';
import { releasedView } from '#web/published/released-view';
import { wordsIn } from '#web/words/words';

const practices = Array.from({ length: 30 }, (_, n) => ({ id: `practice-${n}`, name: `Invented Practice ${n}` }));
const cross = practices.flatMap(({ id: practice }, n) =>
  ['2026-07', '2026-08', '2026-09'].map((month, k) => ({
    ...{ area: 'S12000049', practice, month, section: 'cross' as const },
    tally: Object.fromEntries(
      needCodes.flatMap((need, j) =>
        [1, 2, 3, 4, 5].flatMap((fifth) => {
          const times = Math.floor(((n * 5 + k * 3 + j * 7 + fifth * 2) % 13) / (1 + j / 3 + fifth / 4));
          return times > 0 ? [[`need-simd:${need}/${fifth}|received`, times] as const] : [];
        }),
      ),
    ),
  })),
);

test('a quarter of thirty practices is a page of less than 30 KB, and files of less than 1 MB', () => {
  const period = reportPeriod('2026-Q3', '2026-12-01' as LocalDate, calendar());
  if (!period) throw new Error('no time');
  const given = { area: 'S12000049', name: 'Glasgow City', practices, period, cross, all: [], yearBefore: [], earlier: [], asAt: '2026-12-01T09:00:00.000Z' };
  const made = releaseOf(given, 'public');
  if (!made.ok) throw new Error(made.where);
  const { released, counts } = made;
  const sizes = {
    page: String(releasedView(released, wordsIn('en'))).length,
    csv: csvOf(released).length,
    json: JSON.stringify(jsonOf(released)).length,
    bundle: JSON.stringify(measureBundle(released)).length,
  };
  const cells = released.tables.flatMap((one) => one.cells);
  const hidden = cells.filter(({ cell }) => 'hidden' in cell).length;
  console.log(`${counts.reduce((sum, { n }) => sum + n, 0)} referrals, ${cells.length} cells, ${hidden} hidden; ${JSON.stringify(sizes)}`);
  expect(cells.length).toBeGreaterThan(1_000);
  expect(sizes.page).toBeLessThan(28_000);
  for (const size of [sizes.csv, sizes.json, sizes.bundle]) expect(size).toBeLessThan(1_000_000);
});
