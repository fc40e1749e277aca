/** A study in the browser: a manager exports it in four clicks and one field, a data collector enters a questionnaire twice. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Practice } from '#directory/types';
import { onboard } from '#local/onboarding';
import { localPlace } from '#local/onboarding-place';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { studyStore } from '#study/study-store';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { hub, onboardedHub, openHub } from '#test/demo-hub';
import { rowsIn, unzipped } from '#test/study-export';
import { fillPractice, studyOf } from '#test/study-people';

const area = 'S12000049';
const arms = (arm: string) => [{ from: '2024-11-01', arm }];
const document = {
  practices: [
    { id: 'birchtree', name: 'Birchtree Practice', area, arms: arms('intervention') },
    { id: 'rowanlea', name: 'Rowanlea Practice', area, arms: arms('comparison') },
  ],
  users: [{ id: 'morag-innes', name: 'Morag Innes', mail: 'morag.innes@evaluation.example', collects: ['rowanlea'] }],
};
const browser = openBrowser();
openHub(onboardedHub);

/** A study that is approved, and sixty invented people of its one intervention practice. */
const filled = async (): Promise<void> => {
  const client = dynamoClient({ region: hub.region, endpoint: hub.endpoints.dynamodb, credentials: () => ({ accessKeyId: 'TEST', secretAccessKey: 'TEST' }) });
  const table = dynamoTable(client, hub.tableNames.referrals ?? '');
  const practice = { ...document.practices[0] } as unknown as Practice;
  const study = studyOf([practice, { ...document.practices[1] } as unknown as Practice]);
  await studyStore(table).write(study, undefined, [area as never]);
  await fillPractice(table, study, practice, 60, 1);
  client.destroy();
};
beforeAll(async () => {
  const place = localPlace(hub);
  const done = await onboard(Buffer.from(JSON.stringify(document)), place, { dryRun: false, told: () => undefined });
  place.close();
  expect(done.outcome).toBe('done');
  await filled();
}, 120_000);

const signedIn = async (name: string, script: boolean): Promise<Page> => {
  const page = await browser.newPage({ script });
  await page.goto(`${hub.url}/app/start`);
  await page.getByRole('button', { name: new RegExp(`^Sign in as ${name}`) }).click();
  await page.waitForURL(`${hub.url}/app/**`);
  return page;
};
const says = (page: Page, text: string) => expect.poll(() => page.getByText(text).count()).toBeGreaterThan(0);
/** Yesterday, in the three boxes of one field. */
const typesDay = async (page: Page, name: string, day: Date): Promise<void> => {
  const box = (part: string) => page.locator(`[name="${name}-${part}"]`);
  await box('day').fill(String(day.getUTCDate()));
  await box('month').fill(String(day.getUTCMonth() + 1));
  await box('year').fill(String(day.getUTCFullYear()));
};
const yesterday = () => new Date(Date.now() - 86_400_000);

describe('a manager', () => {
  let page: Page;
  beforeAll(async () => {
    page = await signedIn('Elspeth Munro', false);
    await page.getByRole('link', { name: 'Set up', exact: true }).click();
    await page.getByRole('link', { name: 'Studies', exact: true }).click();
  });
  test('makes and takes along an export in four clicks and one field, without script', async () => {
    await inspect(page, 'studies');
    const elspeth = counted(page);
    await elspeth.clicks('link', 'Invented evaluation');
    await inspect(page, 'study');
    await typesDay(page, 'cut-off', yesterday());
    await elspeth.clicks('button', 'Look at it first');
    await says(page, 'Can somebody be told?');
    await inspect(page, 'study-preview');
    await elspeth.clicks('button', 'Make the export');
    await says(page, 'Download all (ZIP)');
    await inspect(page, 'study-export');
    const [download] = await Promise.all([page.waitForEvent('download'), elspeth.clicks('link', 'Download all (ZIP)')]);
    expect(elspeth.did().clicks).toBe(4);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const files = unzipped(Buffer.concat(chunks));
    const people = rowsIn(files['participants.csv']).length;
    console.log(`${people} people in ${Object.keys(files).length} files, by 4 clicks and 1 field`);
    expect(people).toBeGreaterThan(40);
  });
  test('finds the forms of a study light, accessible and fit for a small telephone', async () => {
    for (const [name, path] of [
      ['study-add', '/app/studies/add'],
      ['study-change', '/app/studies/abcdefghjkmn/change'],
      ['study-sample', '/app/studies/abcdefghjkmn/practices/rowanlea'],
    ] as const) {
      expect((await page.goto(`${hub.url}${path}`))?.status(), path).toBe(200);
      await inspect(page, name);
    }
  });
});

describe('a data collector', () => {
  test('draws a sample, notes who takes part, and enters a questionnaire twice', async () => {
    const page = await signedIn('Morag Innes', true);
    expect(page.url()).toBe(`${hub.url}/app/studies/collect`);
    await inspect(page, 'collect');
    await page.getByRole('link', { name: 'Rowanlea Practice' }).click();
    await page.getByLabel('List').fill(Array.from({ length: 12 }, (_, n) => `B-${n + 1}, ${1950 + n}, female, G1 1XX`).join('\n'));
    await page.getByLabel('How many are to be asked').fill('4');
    await page.getByRole('button', { name: 'Draw the sample' }).click();
    await says(page, 'The sample is drawn.');
    await inspect(page, 'collect-sample');
    await page
      .getByRole('link', { name: /^B-\d+$/ })
      .first()
      .click();
    await page.getByText('They agree to take part').click();
    await page.getByRole('button', { name: 'Record it' }).first().click();
    await says(page, 'Due by');
    await inspect(page, 'collect-person');
    const enter = async (first: string) => {
      await typesDay(page, 'ons4-on', new Date());
      await page.locator('[name="ons4-life-satisfaction"]').fill(first);
      await page.getByRole('button', { name: 'Save' }).click();
    };
    await page
      .getByRole('link', { name: /Enter it: Wellbeing/ })
      .first()
      .click();
    await inspect(page, 'collect-paper');
    await enter('7');
    await says(page, 'The first entry is kept.');
    await enter('1');
    await says(page, 'First entry: 7. Second entry: 1.');
    await inspect(page, 'collect-differs');
    await enter('7');
    await says(page, 'Both entries are the same.');
    await inspect(page, 'collect-done');
  });
});
