/** A Community Links Manager with a telephone in a church hall: 320 pixels wide, without script, through the whole hub. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { inspect } from '#test/browser-inspect';
import { hub, onboardedHub, openHub } from '#test/demo-hub';

const browser = openBrowser();
openHub(onboardedHub);

const at = '/app/community/drumgarth';
const pages = {
  list: '/app/community?show=all',
  one: at,
  talk: `${at}/talk`,
  support: `${at}/support`,
  people: `${at}/people`,
  plan: `${at}/plan`,
  details: `${at}/details`,
  steps: `${at}/steps`,
  answering: `${at}/answering`,
  service: `${at}/services/parcels`,
  what: `${at}/services/parcels/what`,
  whom: `${at}/services/parcels/whom`,
  sees: `${at}/services/parcels/sees`,
  asks: `${at}/services/parcels/asks`,
  when: `${at}/services/parcels/when`,
  where: `${at}/services/parcels/where`,
  room: `${at}/services/parcels/room`,
  access: `${at}/services/parcels/access`,
  aliss: `${at}/services/parcels/aliss`,
  add: '/app/community/add',
  gaps: '/app/community/gaps',
  area: '/app/community/areas/S12000049',
};

const signedIn = async (script: boolean): Promise<Page> => {
  const page = await browser.newPage({ script });
  await page.setViewportSize({ width: 320, height: 568 });
  await page.goto(`${hub.url}/app/start`);
  await page.getByRole('button', { name: 'Elspeth Munro' }).click();
  await page.getByRole('link', { name: 'Organisations', exact: true }).click();
  expect(page.url()).toBe(`${hub.url}/app/community`);
  return page;
};
describe('in a church hall', () => {
  let page: Page;
  let look: Page;
  beforeAll(async () => {
    page = await signedIn(false);
    look = await signedIn(true);
  });
  const looksWell = async (name: string, path: string) => {
    expect((await look.goto(`${hub.url}${path}`))?.status()).toBe(200);
    await inspect(look, `community-${name}`);
  };
  const says = (text: string) => expect.poll(() => page.getByText(text).count()).toBeGreaterThan(0);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  /** A box lies below its label. */
  const choose = (label: string) => page.locator('label').filter({ hasText: label }).first().click();
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click();

  test.each(Object.entries(pages))('%s is light, fits a small telephone, and axe finds nothing', async (name, path) => {
    await looksWell(name, path);
  });

  test('the list says why somebody is to be rung', async () => {
    await page.goto(`${hub.url}/app/community`);
    for (const why of ['An action was due', 'The agreement ends', 'Full until', 'Not spoken to since', 'Not spoken to yet']) await says(why);
  });
  test('a name is found, a conversation noted, an action marked as done, and somebody’s number can be rung', async () => {
    await page.getByLabel('Find by name').fill('drumgarth');
    await press('Find');
    expect(page.url()).not.toContain('drumgarth');
    await follow('Drumgarth Food Pantry');
    expect(await page.locator('a[href^="tel:"]').first().getAttribute('href')).toBe('tel:01414960210');
    await follow('Note a conversation');
    await press('Save');
    await look.goto(`${hub.url}${pages.talk}`);
    await look.getByRole('button', { name: 'Save', exact: true }).click();
    await inspect(look, 'community-talk-faults');
    await choose('Visit');
    await page.getByLabel('With whom').fill('Tam Rafferty');
    await page.getByLabel('What was said').fill('The freezer came <script>alert(1)</script>');
    await press('Save');
    await says('The freezer came <script>alert(1)</script>');
    await page.getByRole('button', { name: /^Done: Ask the housing/ }).click();
    await says('Marked as done.');
  });
  test('room is said, saved again as it is shown, and an access check is kept', async () => {
    await page.goto(`${hub.url}${pages.room}`);
    await page.getByLabel('Free places').fill('3');
    await press('Save');
    await says('3 places');
    await page.goto(`${hub.url}${pages.access}`);
    await choose('Accessible toilet');
    await press('Save the check');
    await says('Step-free, Accessible toilet, Near a bus stop');
    await looksWell('access-checked', pages.access);
  });
  test('what was there is saved again without a change', async () => {
    for (const path of [pages.what, pages.whom, pages.sees, pages.when, pages.where]) {
      await page.goto(`${hub.url}${path}`);
      await press('Save');
      await says('Saved.');
    }
  });
  test('an organisation is added in steps, with a PIN, and opened', async () => {
    await page.goto(`${hub.url}/app/community`);
    await follow('Add an organisation');
    await page.getByLabel('Name of the organisation').fill('Lorne Street Lunch Club');
    await page.getByLabel('E-mail address for requests').fill('lunch@club.invalid');
    await press('Save');
    await says('Missing: no service yet');
    await looksWell('steps-new', '/app/community/lorne-street-lunch-club/steps');
    await follow('A service');
    await page.getByLabel('Name of the service').fill('Lunch');
    await press('Save');
    await choose('Loneliness and isolation');
    await press('Save');
    await says('Saved.');
    await follow('Steps until it is open for referrals');
    await follow('How it answers');
    await follow('Set the PIN');
    await page.getByLabel('New PIN').fill('902741');
    await press('Save');
    await page.goto(`${hub.url}/app/community/lorne-street-lunch-club/steps`);
    await press('Open it for referrals');
    await says('Open for referrals.');
    await looksWell('opened', '/app/community/lorne-street-lunch-club');
  });
});
