/** The pages of figures: a question, the practice it is asked of, and an answer that is said in words, drawn and written down alike. */
import { beforeEach, expect, test } from 'vitest';
import { absenceStore } from '#directory/absence-store';
import { metrics } from '#insight/metrics/all';
import type { Table } from '#platform/types';
import { apart, figuresHub, figuresPages, invented, place } from '#test/figures-hub';
import { sentReferral } from '#test/sent-referral';
import type { TwoAreas } from '#test/set-up-hub';
import { type Named, people } from '#test/web-hub';
import { withCover } from '#web/cover/with-cover';
import { unversioned } from '#web/set-up/territory';

const q3 = 'practice=birchtree&period=2026-Q3';
const metricNames = Object.keys(metrics);
let hub: TwoAreas;
const { page, said, rows } = figuresPages(() => hub);
beforeEach(async () => {
  hub = await figuresHub();
});

test('how long people wait in a practice is answered in words with n', async () => {
  expect(await said(`/app/figures/firstContact?${q3}`)).toBe(
    'Birchtree Practice, July to September 2026. Half of 48 referrals led to a first conversation within 9 days; 1 in 10 waited 30 or more; 6 still wait. Closed without it: 2.',
  );
  expect(await said('/app/figures/firstContact?period=2026-08')).toBe(
    'All practices of Glasgow City, August 2026. Half of 24 referrals led to a first conversation within 3 days; 1 in 10 waited 12 or more; 2 still wait.',
  );
});
test('words, picture, table and files say the same numbers', async () => {
  const path = '/app/figures/firstContact';
  const text = await page(`${path}?${q3}`);
  expect(rows(text, 'In numbers').map(([label, value]) => [label, value])).toEqual([
    ['How many', '48'],
    ['Half within', '9'],
    ['9 in 10 within', '30'],
    ['Still waiting', '6'],
    ['Closed without', '2'],
  ]);
  expect(rows(text, 'Month by month').slice(-3)).toEqual([
    ['Jul 2026', '9', '30'],
    ['Aug 2026', '3', '18'],
    ['Sep 2026', 'no figure', '0'],
  ]);
  expect(text).toContain('id="spread-says"');
  expect(text).toContain('Only 2 points: too few for the rules');
  const { text: csv, headers } = await hub.get('elspeth', `${path}/csv?${q3}`);
  expect(headers['content-disposition']).toBe('attachment; filename="firstContact-birchtree-2026-Q3.csv"');
  for (const line of [
    '# metric,firstContact',
    '# period,2026-Q3',
    '# definitionsVersion,3',
    '# tier,inside',
    '# n,48',
    'answer,Half within,Value,9,,,',
    'months,Jul 2026,',
  ])
    expect(csv).toContain(line);
  const json = JSON.parse((await hub.get('elspeth', `${path}/json?${q3}`)).text);
  expect(json).toMatchObject({ metric: 'firstContact', n: 48, asAt: hub.now(), answer: { median: 9, p90: 30, still: 6, without: 2 } });
});

test('every question is in the list and has an answer, for an area and for a practice, with figures and without', async () => {
  const list = await page('/app/figures');
  let asked = 0;
  for (const name of metricNames) {
    expect(list).toContain(`formaction="/app/figures/${name}"`);
    for (const query of [q3, 'period=2026-Q3', 'period=2025-Q3', 'period=2024', 'practice=thistledown&period=2026-10']) {
      const text = await said(`/app/figures/${name}?${query}`);
      expect(text.split('. ').length, name).toBeGreaterThan(1);
      expect(text, name).not.toMatch(/undefined|NaN|Infinity|\[object|\(Change|\bc\b \(conf/);
      expect(text, `${name} has no words in figures-nouns.ts`).not.toContain(`(${metrics[name]?.name})`);
      asked += 1;
    }
  }
  console.log(`${metricNames.length} questions, ${asked} answers read`);
  expect(asked).toBeGreaterThan(200);
});
test.each([
  ['engagement', '20 of 28 people referred had at least one conversation (71.4%; 95% interval 52.9 to 84.7).'],
  ['received', '50 referrals came in.'],
  ['sources', '30 referrals came in. Most often: The GP system 20 (66.7%); The person 10 (33.3%).'],
  ['primaryNeeds', '30 referrals came in. Most often: Money and benefits 18 (60%); Loneliness and isolation 12 (40%).'],
  ['needsOfPeople', '28 people were referred. Most often: Money and benefits 15 (53.6%); Loneliness and isolation 11 (39.3%).'],
  ['response', 'Half of 8 onward referrals were answered yes or no within 10 hours; 3 have no answer yet. Ended without a yes or no: 1.'],
  ['notReached', '2 of 8 closed referrals ended since we could not reach the person (25%; 95% interval 7.1 to 59.1).'],
  ['minutes', '60 minutes for each referral closed (480 minutes, 8 referrals).'],
  ['directoryUnused', 'All practices of Glasgow City, July to September 2026. 1 of 2 organisations were sent nobody'],
  ['waiting', 'Waiting for a first conversation today: 3; half of them for 20 days or less; more than 28 days: 1.'],
] as const)('%s: %s', async (name, words) => {
  expect(await said(`/app/figures/${name}?${q3}`)).toContain(words);
});

test('a figure told apart shows the gap with n and interval, and is never put in order of its numbers', async () => {
  const text = await page(`/app/figures/engagement?${q3}&by=simd`);
  expect(rows(text, 'By fifth of deprivation')).toEqual([
    ['1, the most deprived', '60', '20', expect.stringMatching(/^38\.\d to 78\.\d$/)],
    ['5, the least deprived', '100', '8', expect.stringMatching(/^67\.\d to 100$/)],
  ]);
  expect(text).toMatch(
    /60% of people from the most deprived fifth had at least one conversation, and 100% of people from the least deprived fifth: 40 points lower \(95% interval .*; n 20 and 8\)/,
  );
  const practices = rows(await page('/app/figures/received?period=2026-Q3&by=practice'), 'By practice');
  expect(practices.map(([name]) => name)).toEqual(practices.map(([name]) => name).toSorted());
  expect(practices.find(([name]) => name === 'Birchtree Practice')).toEqual(['Birchtree Practice', '50']);
  expect(await page(`/app/figures/firstContact?${q3}&by=simd`)).toMatch(
    /100% of referrals of people from the most deprived fifth led to a first conversation within 9 days, and as many of referrals of people from the least deprived fifth \(95% interval .*; n 15 and 10\)/,
  );
});
test('the page on everybody alike says the gaps of four figures, with n', async () => {
  const text = await page(`/app/figures/equity?${q3}`);
  expect(rows(text, 'By fifth of deprivation')[0]).toEqual(['1, the most deprived', 'no figure', '60% (n 20)', '0% (n 20)', '0% (n 12)']);
  expect(text).toContain('40 points lower');
});
test('organisations stand by name with their n, and no funnel is drawn of too few', async () => {
  const text = await page(`/app/figures/organisations?${q3}`);
  expect(rows(text, 'How does each organisation answer\\?')).toEqual([
    ['Drumgarth Food Pantry', '12', '6 of 8 (75%)', '2 working days (n 8)', '4 of 6 (66.7%)'],
    ['gone', '1', 'no figure', 'no figure', 'no figure'],
  ]);
  expect(text).toContain('no funnel plot');
});
test('what people say later is said of pairs, with who was lost and without a word on why', async () => {
  const text = await page('/app/figures/outcomes?practice=birchtree&period=2025-Q3');
  expect(rows(text, 'What do people say nine months later\\?')).toEqual([
    ['Work and social adjustment (WSAS)', '12', '6 of 12 (50%)', '6', '−4', expect.stringContaining(' to '), '5'],
  ]);
  const words = await said('/app/figures/change-wsas-score?practice=birchtree&period=2025-Q3');
  expect(words).toMatch(/6 of 12 people answered twice; work and social adjustment \(WSAS\) went down by 4 on average .* This does not say why\./);
  expect(words).toContain('5 of 6 are at least one point better. Of 12 whose nine months are over, 6 have no second measurement (50%).');
});

test('a rate without what it is divided by says for which practice it is missing, and leads to where it is entered', async () => {
  const before = await page(`/app/figures/perThousand?${q3}`);
  expect(before).toContain('<a href="/app/manage/practices/birchtree">Enter the list size</a>');
  expect(await said(`/app/figures/perThousand?${q3}`)).toContain('No rate can be worked out: the number of people on the list is missing.');
  await hub.onboard({ practices: [{ ...unversioned((await hub.practice()) ?? {}), listSizes: [{ day: '2026-07-01', patients: 5000 }] }] });
  Object.assign(hub.ports.directory, { practicesIn: hub.directory.practicesIn });
  expect(await said(`/app/figures/perThousand?${q3}`)).toContain('10 referrals for every 1,000 people (50 referrals, 5,000 people on the list).');
  expect(await page('/app/figures/perThousand?period=2026-Q3')).toContain('Thistledown');
});

test('who still waits: their practice reads who, a manager how many and how long', async () => {
  const { body } = await hub.call('POST', '/ServiceRequest', { body: sentReferral('FIGURES-1') });
  for (const [as, at] of [
    ['catriona', '/app/work/referrals'],
    ['nadia', '/app/practice/referrals'],
  ] as const) {
    const text = await page(`/app/figures/waiting?practice=birchtree`, as);
    expect(text).toContain(`href="${at}/${body.id}">Invented, Person</a>: waits 0 days`);
  }
  const text = await page(`/app/figures/waiting?practice=birchtree`);
  expect(text).toContain('3 without a first conversation today; half of them for 20 days or less; 1 for more than 28 days.');
  expect(text).not.toContain('Invented, Person');
  expect(text).not.toContain(body.id);
  expect(await page(`/app/figures/response?${q3}`, 'catriona')).not.toContain(body.id);
});

test('practices have their own figures alone, and nobody those of another area', async () => {
  const denied: [Named, string][] = [
    ['nadia', 'practice=thistledown'],
    ['catriona', 'practice=thistledown'],
    ['elsewhere', 'practice=birchtree'],
    ['fraser', 'practice=birchtree'],
    ['elspeth', 'practice=rowanbank'],
    ['elspeth', 'practice=nowhere'],
  ];
  for (const [as, query] of denied)
    for (const path of ['', '/firstContact', '/firstContact/csv', '/firstContact/json', '/equity', '/organisations', '/outcomes'])
      expect((await hub.get(as, `/app/figures${path}?${query}`)).status, `${as} ${path} ${query}`).toBe(404);
  expect(await said('/app/figures/received?period=2026-Q3', 'nadia')).toContain('Birchtree Practice, July to September 2026. 50 referrals came in.');
  expect(await said('/app/figures/received?period=2026-Q3', 'fraser')).toContain('99 referrals came in.');
  for (const path of ['gaps', 'signposts', 'directoryUnused', 'return', 'nothing', 'constructor'])
    expect((await hub.get('nadia', `/app/figures/${path}`)).status, path).toBe(404);
});
test('who covers for somebody of another practice does not have its figures', async () => {
  const absence = { id: 'absence1', practitioner: 'jamal-rashid', cover: 'catriona-weir', from: '2026-11-01', to: '2026-12-31', versionId: 1 };
  await absenceStore(hub.access).write(absence as never);
  const covers = await withCover(people.catriona.caller, '2026-11-23' as never, hub.web);
  expect(covers).toMatchObject({ practices: ['birchtree', 'thistledown'] });
  expect((await hub.get('catriona', '/app/figures?practice=thistledown')).status).toBe(404);
  expect((await hub.get('catriona', '/app/figures?practice=birchtree')).status).toBe(200);
});
test('times are months, quarters and years, from the last full quarter on; what is to come is not there', async () => {
  expect(await page('/app/figures')).toContain('<option value="2026-Q3" selected>July to September 2026</option>');
  expect(await said('/app/figures/received?period=2026-Q4')).toContain('October to December 2026, so far');
  for (const period of ['2026-12', '2027', '2026-Q5', '1999', 'x', '2026-07-01'])
    expect((await hub.get('elspeth', `/app/figures/received?period=${period}`)).status, period).toBe(404);
});

test('what a spreadsheet would take for a formula is text, and hostile names stay text', async () => {
  await hub.onboard({ practices: [{ id: 'odd', name: `=1+1 <script>"'`, area: 'S12000049' }] });
  Object.assign(hub.ports.directory, { practicesIn: hub.directory.practicesIn });
  const query = 'practice=odd&period=2026-Q3';
  const { text: csv } = await hub.get('elspeth', `/app/figures/received/csv?${query}`);
  expect(csv).toContain(`# place,"'=1+1 <script>""'"`);
  expect(await page(`/app/figures/received?${query}`)).not.toContain('<script>');
  const minus = await hub.get('elspeth', '/app/figures/change-wsas-score/csv?practice=birchtree&period=2025-Q3');
  expect(minus.text).toContain('answer,Mean change,Value,-4,6,');
});

/** How often the figures' table is asked. */
const counting = (): { table: Table; calls: () => number } => {
  const { work } = hub.ports.subscriptions;
  let calls = 0;
  const noted =
    <Given extends unknown[], Got>(call: (...given: Given) => Got) =>
    (...given: Given): Got => {
      calls += 1;
      return call(...given);
    };
  return { table: { ...work, get: noted(work.get), getAll: noted(work.getAll), query: noted(work.query) }, calls: () => calls };
};
test('a page asks the figures a few times, however many referrals there were', async () => {
  const { table, calls } = counting();
  Object.assign(hub.ports.subscriptions, { work: table });
  const asks = async (path: string): Promise<number> => {
    const before = calls();
    await page(path);
    return calls() - before;
  };
  // A batch for all 24 months, of a practice or of an area; where each practice is told apart, a query for each month.
  expect(await asks(`/app/figures/engagement?${q3}`)).toBe(1);
  expect(await asks(`/app/figures/firstContact?${q3}`)).toBe(2);
  expect(await asks(`/app/figures/engagement?${q3}&by=simd`)).toBe(2);
  expect(await asks('/app/figures/engagement?period=2026-Q3')).toBe(1);
  expect(await asks('/app/figures/engagement?period=2026-Q3&by=practice')).toBe(1 + 3);
  expect(await asks('/app/figures/equity?period=2026-Q3')).toBe(2);
  expect(await asks('/app/figures/equity?period=2026-Q3&places=yes')).toBe(2 + 3);
  expect(await asks('/app/figures/return?period=2026-Q3')).toBe(2 + 4);
  expect(await asks('/app/figures')).toBe(0);
});
test('the figures of everything invented are read', () => {
  expect(invented.length).toBeGreaterThan(5);
  expect(place('2026-07', 'simd', 'birchtree', apart('simd:1', { received: 1 }))).toMatchObject({ 'simd:1|received': 1 });
});
