/** Each page for each role, of the own practice and of another: generated from the table of pages, so that none is forgotten. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sentReferral } from '#test/sent-referral';
import { type Named, people, type WebHub, webHub } from '#test/web-hub';
import { pages } from '#web/pages';

/** Of whom nobody else may see anything: name, date of birth, number, and the words of the referral. */
const secrets = ['Invented, Person', 'Person Invented', '1 January 2001', '01632 960000', '0101011237', '010 101 1237'];
let hub: WebHub;
const ids: Record<string, string> = {};
beforeAll(async () => {
  hub = await webHub();
  const created = await hub.call('POST', '/ServiceRequest', { body: sentReferral('EVERYBODY-1') });
  ids.referral = created.body.id;
  ids.person = (await hub.ports.carryOut.store.load(created.body.id))?.referral.person ?? '';
});

/** As those of the same practice would find it. */
const addressOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? (name === 'sealed' ? 'no.sealed' : 'not-there'));
const ofRole = (role: string): Named[] => (Object.keys(people) as Named[]).filter((name) => people[name].user.role === role);
const roles = ['practitioner', 'staff', 'manager', 'collector'];
/** Of another practice, or of another area. */
const outsiders: readonly Named[] = ['jamal', 'elsewhere', 'fraser'];
const everyPage = pages.map((page) => ({ page, path: page.path }));

test('there are pages to ask', () => {
  console.log(`${pages.length} pages, each asked as ${Object.keys(people).length} people and as nobody`);
  expect(pages.length).toBeGreaterThan(10);
  expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
});

describe.each(everyPage)('$path', ({ page }) => {
  test('is not there for a role that it is not for', async () => {
    for (const role of roles.filter((one) => !page.for.some((wanted) => wanted === one)))
      for (const name of ofRole(role)) {
        expect((await hub.get(name, addressOf(page.path))).status, `GET as ${name}`).toBe(404);
        expect((await hub.post(name, addressOf(page.path))).status, `POST as ${name}`).toBe(404);
      }
  });
  test('tells nobody of another practice that somebody is there', async () => {
    for (const name of outsiders.filter((one) => page.for.some((role) => role === people[one].user.role))) {
      const answers = [await hub.get(name, addressOf(page.path)), await hub.post(name, addressOf(page.path))];
      for (const { status, text, location } of answers) {
        if (/\{(referral|person)\}/.test(page.path)) expect([404, 405], `${name}: ${status}`).toContain(status);
        for (const secret of secrets) expect(text + location, name).not.toContain(secret);
      }
    }
  });
  test('has nothing at an address that is longer than any key', async () => {
    const long = addressOf(page.path.replaceAll(/\{(?!sealed)\w+\}/g, 'a'.repeat(3000)));
    for (const name of page.for.flatMap((role) => ofRole(role).slice(0, 1)))
      if (long.length > 3000) expect([404, 405, 303]).toContain((await hub.get(name, long)).status);
  });
  test('asks who it is first, and takes no form of another page', async () => {
    const [, role] = [page, page.for[0] ?? 'practitioner'];
    const unknown = await hub.get(undefined, addressOf(page.path));
    expect(unknown).toMatchObject({ status: 303, location: expect.stringMatching(/^\/app\/sign-in\?to=/) });
    for (const name of ofRole(role).slice(0, 1)) {
      const forged = await hub.post(name, addressOf(page.path), { csrf: 'forged' });
      expect([403, 405]).toContain(forged.status);
    }
  });
});

test('nothing personal came to the log', () => {
  const all = JSON.stringify(hub.logged);
  for (const secret of secrets) expect(all).not.toContain(secret);
});
