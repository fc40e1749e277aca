/** Somebody is worried about a person, somebody's name is not for everybody, and somebody is away: in the browser, without script as with it. */
import { beforeAll, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();
let catriona: Page;
let elspeth: Page;
beforeAll(async () => {
  catriona = await browser.newPage({ script: false });
  elspeth = await browser.newPage({ script: false });
  await signIn(catriona, hub, 'Catriona Weir');
  await signIn(elspeth, hub, 'Elspeth Munro', '/app/concerns');
});
const says = (page: Page) => expect.poll(() => page.getByRole('status').first().innerText());

/** From today, for so many days. */
const away = async (days: number, cover?: string) => {
  const fill = async (name: string, day: Date) => {
    await catriona.locator(`#${name}`).fill(String(day.getDate()));
    await catriona.locator(`#${name}-month`).fill(String(day.getMonth() + 1));
    await catriona.locator(`#${name}-year`).fill(String(day.getFullYear()));
  };
  const today = new Date();
  await fill('from', today);
  await fill('to', new Date(today.getTime() + days * 86_400_000));
  if (cover) await catriona.getByLabel('Who covers for you').selectOption({ label: cover });
  await catriona.getByRole('button', { name: 'Save the absence' }).click();
  await says(catriona).toContain('Saved.');
};

test('a name that is hidden is shown with one click, for the rest of the day', async () => {
  await catriona.goto(`${hub.url}/app/work?show=practice`);
  await catriona
    .getByRole('link', { name: /Name hidden/ })
    .first()
    .click();
  await inspect(catriona, 'name-hidden');
  expect(await catriona.content()).not.toContain('Laird');
  const user = counted(catriona);
  await user.clicks('button', 'Show name');
  await expect.poll(() => catriona.title()).toContain('Laird');
  expect(user.did()).toEqual({ clicks: 1, fields: 0 });
});
test('a concern is raised on one page, which says first whom to ring', async () => {
  await catriona.getByRole('link', { name: 'I am worried about someone' }).click();
  await inspect(catriona, 'concern-raise');
  await catriona.getByRole('button', { name: 'Save and tell them' }).click();
  await expect.poll(() => catriona.title()).toContain('Error');
  await inspect(catriona, 'concern-raise-wrong');
  const user = counted(catriona);
  await user.ticks('No, not at this moment');
  await user.types('What was said or seen', 'She said: “I am not allowed out.”');
  await user.ticks('Domestic abuse');
  await catriona.locator('#told-1-who').fill('Dr Khan');
  await user.clicks('button', 'Save and tell them');
  await says(catriona).toContain('Saved.');
  await inspect(catriona, 'concern');
});
test('the manager finds it with its clock, reads it, and has it', async () => {
  await elspeth.goto(`${hub.url}/app/concerns`);
  expect(await elspeth.getByText('24 h left').count()).toBe(1);
  expect(await elspeth.getByText('6 h left').count()).toBe(1);
  await inspect(elspeth, 'concerns');
  await elspeth.getByRole('listitem').filter({ hasText: '24 h left' }).getByRole('link').click();
  await inspect(elspeth, 'concern-of-manager');
  await elspeth.getByRole('button', { name: 'I have it' }).click();
  await says(elspeth).toContain('Noted that you have it.');
  await elspeth.getByLabel('What came of it').fill('Social work has taken it on.');
  await elspeth.getByRole('button', { name: 'Close' }).click();
  await says(elspeth).toContain('Closed.');
});
test('an absence is noted, wrongly first, and stands on the manager’s page while nobody covers', async () => {
  await catriona.goto(`${hub.url}/app/work/absence`);
  await inspect(catriona, 'absence');
  await catriona.getByRole('button', { name: 'Save the absence' }).click();
  await expect.poll(() => catriona.title()).toContain('Error');
  await inspect(catriona, 'absence-wrong');
  await away(5);
  await inspect(catriona, 'absence-noted');
  await elspeth.goto(`${hub.url}/app/manage/unattended`);
  expect(await elspeth.getByText('nobody covers').count()).toBe(1);
  await inspect(elspeth, 'unattended');
  await elspeth.getByRole('link', { name: 'Note who covers' }).click();
  await inspect(elspeth, 'absence-by-manager');
  await elspeth.goto(`${hub.url}/app/manage/openings`);
  await inspect(elspeth, 'names-shown');
  await elspeth.goto(`${hub.url}/app/manage/reassign`);
  await inspect(elspeth, 'reassign-by-manager');
});
test('who covers sees the list, and hands over several at once: what cannot be is said with why', async () => {
  await catriona.goto(`${hub.url}/app/work/reassign`);
  expect(await catriona.getByLabel('Iona Baird').count()).toBe(1);
  await inspect(catriona, 'reassign-to-a-colleague');
  await catriona.goto(`${hub.url}/app/work/absence`);
  await catriona.getByRole('button', { name: 'End it now' }).click();
  await says(catriona).toContain('Ended.');
  await away(5, 'Jamal Rashid');
  const jamal = await browser.newPage({ script: false });
  await signIn(jamal, hub, 'Jamal Rashid', '/app/work?show=cover');
  expect(await jamal.getByText('You cover for Catriona Weir today.').count()).toBe(1);
  await inspect(jamal, 'caseload-covered');
  await jamal.goto(`${hub.url}/app/work/reassign`);
  await inspect(jamal, 'reassign');
  await jamal.getByRole('button', { name: 'Hand over' }).click();
  await expect.poll(() => jamal.title()).toContain('Error');
  await inspect(jamal, 'reassign-wrong');
  await jamal.getByRole('checkbox').first().setChecked(true, { force: true });
  await jamal.getByLabel('Jamal Rashid').setChecked(true, { force: true });
  await jamal.getByRole('button', { name: 'Hand over' }).click();
  await expect.poll(() => jamal.getByText('they do not work at this practice').count()).toBe(1);
  await inspect(jamal, 'reassigned');
});
test('who comes back has a new episode with one click', async () => {
  await catriona.goto(`${hub.url}/app/work`);
  await catriona.getByRole('listitem').filter({ hasText: 'Haldane, Greer' }).getByRole('heading').getByRole('link').click();
  await catriona.getByRole('link', { name: 'Close', exact: true }).click();
  await catriona.getByLabel('They chose to stop').setChecked(true, { force: true });
  await catriona.getByRole('button', { name: 'Close and tell the practice' }).click();
  await catriona.goBack();
  await catriona.goBack();
  await catriona.reload();
  await inspect(catriona, 'closed');
  const user = counted(catriona);
  await user.clicks('button', 'They came back: open it anew');
  await says(catriona).toContain('Opened anew');
  expect(user.did()).toEqual({ clicks: 1, fields: 0 });
  await inspect(catriona, 'came-back');
});
