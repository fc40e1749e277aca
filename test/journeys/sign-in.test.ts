/** People sign in to a whole hub over real HTTP, through the issuer that a local hub brings. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUsers, onboardDemo } from '#local/demo-clients';
import { type Hub, startHub } from '#local/hub';
import { onboard } from '#local/onboarding';
import { localPlace } from '#local/onboarding-place';
import { type Browser, newBrowser, type Seen } from '#test/hand-browser';

const session = '__Host-session';
const started = '__Host-sign-in';
const logged: string[] = [];
let hub: Hub;
beforeAll(async () => {
  hub = await startHub({ port: 0, log: (line) => logged.push(line) });
  await onboardDemo(hub);
});
afterAll(async () => hub?.stop());

const at = (path: string) => `${hub.url}${path}`;
/** To the issuer's page, where one says who one is. */
const toChoice = async (browser: Browser, to = '/') => browser.go(at(`/app/sign-in?to=${encodeURIComponent(to)}`));
/** Says who one is, and comes back to the hub with the code, which is not yet taken there. */
const chosen = async (browser: Browser, choice: Seen, who: Record<string, string>): Promise<string> => {
  let seen = await browser.ask(choice.url, who);
  while (seen.location && !seen.location.startsWith(at('/app/sign-in/callback'))) seen = await browser.ask(seen.location);
  return seen.location ?? '';
};
const signedIn = async (who: Record<string, string>, to?: string) => {
  const browser = newBrowser();
  const page = await browser.go(await chosen(browser, await toChoice(browser, to), who));
  return { browser, page };
};
const csrfIn = ({ text }: Seen) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
const change = async (document: object) => {
  const place = localPlace(hub);
  const done = await onboard(Buffer.from(JSON.stringify(document)), place, { dryRun: false, told: () => undefined }).finally(place.close);
  expect(done.outcome).toBe('done');
};
const nobody = async (browser: Browser) => expect(await browser.ask(at('/app/start'))).toMatchObject({ location: at('/app/sign-in?to=%2Fapp%2Fstart') });

describe('signing in', () => {
  test('offers the people of the hub, each by what they are, and says that it is only for this machine', async () => {
    const { status, text } = await toChoice(newBrowser());
    expect([status, text]).toEqual([200, expect.stringContaining('of the hub on your own machine')]);
    const offered = [...text.matchAll(/<button name="user" value="[^"]+">([^<]+)</g)].map(([, words]) => words);
    expect(offered).toEqual([
      'Sign in as Morag Innes, data collector, Sorrelbank Practice',
      'Sign in as Dr Nadia Khan, GP, Birchtree Practice',
      'Sign in as Catriona Weir, links practitioner, Birchtree Practice',
      'Sign in as Iona Baird, links practitioner, Birchtree Practice',
      'Sign in as Jamal Rashid, links practitioner, Thistledown Practice',
      'Sign in as Lorna Petrie, practice manager, Birchtree Practice',
      'Sign in as Elspeth Munro, programme manager',
    ]);
  });
  test.each(demoUsers)('$name gets in, and comes to where she wanted to go', async ({ id, name }) => {
    const { browser, page } = await signedIn({ user: id }, '/app/work/today?filter=new');
    expect(page.url).toBe(at('/app/work/today?filter=new'));
    expect((await browser.go(at('/'))).text).toContain(`Signed in as ${name}`);
    expect([...browser.jar.keys()]).toContain(session);
    expect(browser.jar.has(started)).toBe(false);
  });
  test('sets cookies that no script reads, that only this host sets, and that elsewhere’s forms do not bring along', async () => {
    const { page } = await signedIn({ user: 'catriona-weir' });
    const browser = newBrowser();
    const lines = [...page.steps, await browser.ask(at('/app/sign-in'))].flatMap(({ cookies }) => cookies).filter((line) => line.startsWith('__Host-'));
    expect(lines.length).toBe(3);
    for (const line of lines) expect(line).toMatch(/^__Host-[\w-]+=[\w.-]*; Path=\/; Secure; HttpOnly; SameSite=Lax(; Max-Age=0)?$/);
  });
  test('asks anew who one is, however shortly before somebody signed in at this desk', async () => {
    const { browser } = await signedIn({ user: 'catriona-weir' });
    browser.jar.delete(session);
    expect((await toChoice(browser)).text).toContain('Who are you?');
  });
  test('is not asked of who is signed in already', async () => {
    const { browser } = await signedIn({ user: 'catriona-weir' });
    expect(await browser.ask(at('/app/sign-in?to=/app/work/today'))).toMatchObject({ status: 303, location: at('/app/work/today') });
  });
  test('comes first for whoever opens a page, which then opens', async () => {
    const browser = newBrowser();
    const asked = await browser.ask(at('/app/work/today'));
    expect(asked).toMatchObject({ status: 303, location: at('/app/sign-in?to=%2Fapp%2Fwork%2Ftoday') });
  });
});

describe('nobody gets in', () => {
  const refused = async (seen: Seen, status: number, title: string, browser: Browser) => {
    expect([seen.status, seen.text]).toEqual([status, expect.stringContaining(`${title}</h1>`)]);
    expect(seen.text).toContain('href="/app/sign-in?to=');
    expect(seen.text).not.toMatch(/Error|at file|node_modules/);
    expect(browser.jar.has(session)).toBe(false);
    await nobody(browser);
  };
  test('by a forged or changed state', async () => {
    const browser = newBrowser();
    const back = new URL(await chosen(browser, await toChoice(browser), { user: 'catriona-weir' }));
    back.searchParams.set('state', 'forged');
    await refused(await browser.go(back.href), 400, 'This sign-in was not finished here', browser);
  });
  test('by the address that another browser came back with', async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    const back = await chosen(attacker, await toChoice(attacker), { user: 'catriona-weir' });
    await refused(await victim.go(back), 400, 'This sign-in was not finished here', victim);
    await toChoice(victim);
    await refused(await victim.go(back), 400, 'This sign-in was not finished here', victim);
  });
  test('by a sign-in cookie that the hub did not seal, or sealed for something else', async () => {
    const browser = newBrowser();
    const back = await chosen(browser, await toChoice(browser), { user: 'catriona-weir' });
    browser.jar.set(started, `${browser.jar.get(started)?.slice(0, -4)}AAAA`);
    await refused(await browser.go(back), 400, 'This sign-in was not finished here', browser);
  });
  test('twice by the same callback, even with the cookie of the first time', async () => {
    const browser = newBrowser();
    const back = await chosen(browser, await toChoice(browser), { user: 'catriona-weir' });
    const kept = browser.jar.get(started) ?? '';
    expect((await browser.go(back)).text).toContain('Catriona Weir');
    // Who is signed in and comes back by the browser's button goes on.
    expect(await browser.ask(back)).toMatchObject({ status: 303, location: at('/') });
    const thief = newBrowser();
    thief.jar.set(started, kept);
    await refused(await thief.go(back), 400, 'This sign-in was used before', thief);
  });
  test('whom the hub does not know', async () => {
    const { browser, page } = await signedIn({ mail: 'stranger@elsewhere.example' });
    await refused(page, 403, 'This hub does not know you', browser);
  });
  test('whose access was ended', async () => {
    const lorna = demoUsers.filter(({ id }) => id === 'lorna-petrie').map((one) => ({ ...one, disabled: true }));
    await change({ users: lorna });
    const { browser, page } = await signedIn({ user: 'lorna-petrie' });
    await refused(page, 403, 'Your access was ended', browser);
    await change({ users: lorna.map((one) => ({ ...one, disabled: false })) });
    expect((await signedIn({ user: 'lorna-petrie' })).page.text).toContain('Lorna Petrie');
  });
  test('who stopped at the issuer', async () => {
    const browser = newBrowser();
    const choice = await toChoice(browser);
    const asked = choice.steps.find(({ url }) => url.includes('/auth?'));
    const state = new URL(asked?.url ?? '').searchParams.get('state') ?? '';
    const issuer = new URL(asked?.url ?? '').origin;
    const query = new URLSearchParams({ error: 'access_denied', state, iss: issuer });
    await refused(await browser.go(at(`/app/sign-in/callback?${query}`)), 400, 'You are not signed in', browser);
  });
  test('by a session of nobody, of another form, or of a hub that forgot it', async () => {
    for (const cookie of ['A'.repeat(43), 'short', `${'A'.repeat(42)}=`, '']) {
      const browser = newBrowser();
      browser.jar.set(session, cookie);
      await nobody(browser);
    }
  });
});

test.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/app/..//elsewhere.example',
  '/fhir/Task',
  'javascript:alert(1)',
  '/app/sign-out',
  '/app/sign-in?to=/app/x',
  '',
])('nobody is led away: after signing in, "%s" is home', async (to) => {
  const { page } = await signedIn({ user: 'catriona-weir' }, to);
  expect([page.url, page.status]).toEqual([at('/app/work'), 200]);
});

describe('a session', () => {
  test('belongs to its own person: two browsers are two people', async () => {
    const [catriona, elspeth] = await Promise.all([signedIn({ user: 'catriona-weir' }), signedIn({ user: 'elspeth-munro' })]);
    expect(catriona.browser.jar.get(session)).not.toBe(elspeth.browser.jar.get(session));
    expect(csrfIn(catriona.page)).not.toBe(csrfIn(elspeth.page));
    const forged = await catriona.browser.go(at('/app/sign-out'), { csrf: csrfIn(elspeth.page) });
    expect([forged.status, forged.text]).toEqual([403, expect.stringContaining('You are still signed in')]);
    expect((await catriona.browser.go(at('/'))).text).toContain('Catriona Weir');
  });
  test('is over by signing out, here and at the issuer, whoever kept the cookie', async () => {
    const { browser, page } = await signedIn({ user: 'catriona-weir' });
    const kept = browser.jar.get(session) ?? '';
    const left = await browser.go(at('/app/sign-out'), { csrf: csrfIn(page) });
    expect(left.steps.map(({ status }) => status)).toEqual([303, 200]);
    const [, there = ''] = /href="([^"]+\/session\/end[^"]*)"/.exec(left.text) ?? [];
    const ending = await browser.go(there.replaceAll('&amp;', '&'));
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(ending.text)?.[1] ?? '';
    const done = await browser.ask(new URL('/session/end/confirm', ending.url).href, { xsrf, logout: 'yes' });
    expect(done.location).toBe(at('/'));
    await nobody(browser);
    browser.jar.set(session, kept);
    await nobody(browser);
    // A page of before, sent again.
    expect((await browser.ask(at('/app/sign-out'), { csrf: csrfIn(page) })).location).toBe(at('/'));
  });
  test('is over at once when its person is let go, or is known by another address', async () => {
    const jamal = demoUsers.filter(({ id }) => id === 'jamal-rashid');
    const { browser } = await signedIn({ user: 'jamal-rashid' });
    await change({ users: jamal.map((one) => ({ ...one, mail: 'j.rashid@thistledown.example' })) });
    await nobody(browser);
    const again = await signedIn({ user: 'jamal-rashid' });
    await change({ users: jamal.map((one) => ({ ...one, mail: 'j.rashid@thistledown.example', disabled: true })) });
    await nobody(again.browser);
  });
});

test('no address, no name and nothing secret of it all stands in the log', () => {
  const lines = logged.filter((line) => line.startsWith('[web]'));
  expect(lines.filter((line) => line.includes('"event":"signed-in"')).length).toBeGreaterThan(10);
  expect(lines.filter((line) => line.includes('"event":"sign-in-refused"')).length).toBeGreaterThan(5);
  expect(lines.filter((line) => /"event":"fault"/.test(line))).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/@|catriona|weir|munro|code=|state=|__Host/i);
});

test('a hub that was stopped and started again with its folder still knows who is signed in, and signs in others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-hub-sign-in-'));
  const first = await startHub({ port: 0, dataDir: folder });
  const before = hub;
  try {
    hub = first;
    await onboardDemo(first);
    const { browser } = await signedIn({ user: 'catriona-weir' });
    await first.stop();
    hub = await startHub({ port: first.port, dataDir: folder });
    expect((await browser.go(at('/'))).text).toContain('Catriona Weir');
    expect((await signedIn({ user: 'elspeth-munro' })).page.text).toContain('Elspeth Munro');
    const left = await browser.go(at('/app/sign-out'), { csrf: csrfIn(await browser.go(at('/'))) });
    expect(new URL(left.url).pathname).toBe('/app/signed-out');
    await hub.stop();
  } finally {
    hub = before;
    rmSync(folder, { recursive: true, force: true });
  }
});
