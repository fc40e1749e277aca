/** Volunteers of an organisation without a system answer on an old telephone: no script, 320 pixels. */
import { beforeAll, describe, expect, test } from 'vitest';
import { shed } from '#local/demo-link';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { axe } from '#test/browser-axe';
import { inspect } from '#test/browser-inspect';
import { walksByKeyboard } from '#test/browser-keyboard';
import { fitsSmall } from '#test/browser-layout';
import { screenshots } from '#test/browser-pictures';
import { isLight } from '#test/browser-weight';
import { atSize, viewport } from '#test/browser-width';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();

const most = 30_000;
const newRequests = () => hub.outbox.mails.filter(({ to, subject }) => to.includes(shed.mail) && /new request for Workshop days/.test(subject));
const sheetOf = async (page: Page): Promise<number> => {
  const path = await page.locator('link[rel=stylesheet]').getAttribute('href');
  const bytes = Buffer.byteLength(await (await fetch(`${hub.url}${path}`)).text());
  expect(bytes).toBeGreaterThan(10_000);
  return bytes;
};
const linkIn = (text: string | undefined) => /^http:\S+\/answer\/\S+$/m.exec(text ?? '')?.[0] ?? '';
/** With its style sheet, as on a first visit. */
const looksRight = async (page: Page, name: string) => {
  await isLight(page, most - (await sheetOf(page)));
  // These pages are looked at as they are without script, which is how they are used here.
  await fitsSmall(page);
  for (const width of [320, 1280] as const) await atSize(page, viewport(width), () => axe(page));
  await screenshots(page, `answer-${name}`);
};

/** Of the caseload's requests to them one was answered before. */
const waitingLinks = async (): Promise<string[]> => {
  const page = await browser.newPage({ script: false });
  const waiting: string[] = [];
  for (const link of newRequests().map(({ text }) => linkIn(text))) {
    await page.goto(link);
    if ((await page.title()).includes('Sign in')) {
      await page.getByLabel('PIN, or the code from a text').fill(shed.pin);
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    if ((await page.locator('main').innerText()).includes('waits for your answer')) waiting.push(link);
  }
  return waiting;
};

/** From the mailbox of the local hub, where the link is tapped, until the request is there. */
const fromTheMail = async (page: Page, link: string, signingIn = async () => {}) => {
  expect(link).toContain(`${hub.url}/answer/`);
  await signIn(page, hub, 'Catriona Weir', '/app/outbox');
  const tam = counted(page);
  await tam.clicks('link', link);
  await expect.poll(() => page.title()).toContain('Sign in to answer');
  await signingIn();
  await tam.types('PIN, or the code from a text', shed.pin);
  await tam.clicks('button', 'Continue');
  await expect.poll(() => page.title()).toContain('Request: Workshop days');
  return tam;
};

describe('a volunteer of the men’s shed', () => {
  let page: Page;
  let links: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ script: false, width: 320 });
  });

  test('finds the e-mail in the mailbox of the local hub, and answers yes in three taps and the PIN', async () => {
    await expect.poll(() => newRequests().length).toBeGreaterThanOrEqual(3);
    links = await waitingLinks();
    expect(links.length).toBeGreaterThanOrEqual(2);
    const tam = await fromTheMail(page, links[0] ?? '', async () => {
      expect(await page.locator('body').innerText()).not.toMatch(/Workshop|Broom|Birchtree/);
      await looksRight(page, 'sign-in');
    });
    expect(await page.locator('main').innerText()).toContain('You see who it is after your yes.');
    await looksRight(page, 'request');
    await tam.clicks('button', 'Yes, we can help');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Your yes is saved.');
    expect(tam.did()).toEqual({ clicks: 3, fields: 1 });
    expect(await page.locator('main').innerText()).toContain('The person');
    expect(page.url()).toMatch(/\/answer\/requests\/[0-9a-z]{26}-[0-9a-z]{8}\?did=accept$/);
    await looksRight(page, 'accepted');
  });
  test('says in two taps how it ended', async () => {
    await page.goto(links[0] ?? '');
    const tam = counted(page);
    await tam.ticks('They got the help that was asked for');
    await tam.clicks('button', 'Save: done');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('The links practitioner is told. Thank you.');
    expect(tam.did()).toEqual({ clicks: 2, fields: 0 });
    await looksRight(page, 'done');
  });
  test('finds on one page all that they were asked', async () => {
    await page.getByRole('link', { name: 'All requests' }).click();
    await looksRight(page, 'list');
    expect(await page.locator('li', { hasText: 'waits for your answer' }).count()).toBeGreaterThan(0);
  });
  test('says no from the e-mail in three taps and the PIN: the reason itself sends it', async () => {
    const other = await browser.newPage({ script: false, width: 320 });
    const tam = await fromTheMail(other, links[1] ?? '');
    await tam.clicks('button', 'We are full');
    await expect.poll(() => other.getByRole('status').first().innerText()).toContain('Your no is saved.');
    expect(tam.did()).toEqual({ clicks: 3, fields: 1 });
    await looksRight(other, 'no');
    const said = await other.locator('main').innerText();
    for (const text of ['you said no', 'We are full', 'Was it a slip? Ring them', 'There is nothing more to do.']) expect(said).toContain(text);
  });
  test('says afterwards until when they are full, if they will', async () => {
    const other = await browser.newPage({ script: false, width: 320 });
    const tam = await fromTheMail(other, links[1] ?? '');
    for (const [part, value] of Object.entries({ day: '2', month: '3', year: '2098' })) await other.locator(`[name="full-${part}"]`).fill(value);
    await tam.clicks('button', 'Save: full until then');
    await expect.poll(() => other.getByRole('status').first().innerText()).toContain('Saved.');
    expect(await other.locator('main').innerText()).toContain('Workshop days: full until');
    await other.getByRole('button', { name: 'We have room again' }).click();
    await expect.poll(() => other.locator('main').innerText()).not.toContain('Workshop days: full until');
  });
  test('reads their own figures', async () => {
    await page.getByRole('link', { name: 'Our figures' }).click();
    await expect.poll(() => page.title()).toContain('Our figures');
    await looksRight(page, 'figures');
    expect(await page.getByRole('row', { name: /^Received/ }).innerText()).toMatch(/[3-9]/);
  });
  test('is told what is wrong with a PIN, and gets no further by the keyboard either', async () => {
    const other = await browser.newPage({ script: false, width: 320 });
    await other.goto(links[1] ?? '');
    await other.getByLabel('PIN, or the code from a text').fill('111111');
    await other.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => other.getByRole('alert').innerText()).toContain('That PIN is not right.');
    await looksRight(other, 'wrong-pin');
  });
  test('signs out, and a link that is not whole is none', async () => {
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await expect.poll(() => page.title()).toContain('You are signed out');
    await looksRight(page, 'signed-out');
    await page.goto(`${links[0]?.slice(0, -5)}`);
    await expect.poll(() => page.title()).toContain('This link does not work');
    await looksRight(page, 'lost');
  });
});

test('the manager sets the PIN', async () => {
  const page = await browser.newPage();
  await signIn(page, hub, 'Elspeth Munro', `/app/manage/organisations/${shed.id}/pin`);
  await expect.poll(() => page.title()).toContain('PIN: Broom Row');
  await inspect(page, 'answer-pin');
  await page.getByLabel('New PIN').fill('123456');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('guessed first');
  await walksByKeyboard(page);
});
