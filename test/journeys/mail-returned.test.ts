/** An e-mail to an organisation without a system comes back: through the hub's own doors, to the answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreeOnPin, shed } from '#local/demo-link';
import { type Hub, startHub } from '#local/hub';
import { type Browser, newBrowser } from '#test/hand-browser';
import { asClient } from '#test/played-calls';
import { type Life, live, newLife, type Played, play, stopPlaying } from '#test/played-hub';
import { somebody } from '#test/sent-referral';

/** SES's own address for this, and the same here. */
const dead = 'bounce+shed@simulator.amazonses.com';
const patience = { timeout: 30_000, interval: 50 };
const comesBack = /E-mails to them come back, the last of \d+ \w+ \d{4}: phone them, and mend the address/;
const field = (name: string, text: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';

describe('an organisation whose e-mails come back', () => {
  const lines: string[] = [];
  let hub: Hub;
  let played: Played;
  let manager: Browser;
  let practitioner: Browser;
  let life: Life;
  let onward = '';
  const signedIn = async (user: string): Promise<Browser> => {
    const browser = newBrowser();
    await browser.go((await browser.go(`${hub.url}/app/sign-in`)).url, { user });
    return browser;
  };
  const page = async (browser: Browser, path: string) => (await browser.go(`${hub.url}${path}`)).text;
  const registers = async (mail: string) => {
    const path = `/app/community/${shed.id}/details`;
    const csrf = field('csrf', await page(manager, path));
    const saved = await manager.go(`${hub.url}${path}`, { csrf, do: 'save', name: 'Broom Row Men’s Shed', kind: 'third-sector', mail });
    expect(saved.url).toContain('did=saved');
  };
  const askedBy = (mail: string) => hub.outbox.mails.filter(({ to, subject }) => to.includes(mail) && subject.startsWith('A new request for Workshop days'));
  const task = async () => JSON.stringify((await asClient(played, 'practitioner', 'GET', `/fhir/Task/${onward}`)).body);

  beforeAll(async () => {
    hub = await startHub({ port: 0, log: (line) => lines.push(line) });
    played = await play(hub);
    await agreeOnPin(hub);
    manager = await signedIn('elspeth-munro');
    practitioner = await signedIn('catriona-weir');
  });
  afterAll(async () => {
    await stopPlaying(played);
    await hub?.stop();
  });

  test('is told to the practitioner at once: not delivered, phone them', async () => {
    await registers(dead);
    expect(await page(manager, `/app/community/${shed.id}`)).not.toMatch(comesBack);
    life = await live(played, newLife(), 'submit', 'accept');
    const request = {
      ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'filler-order', basedOn: [{ reference: `ServiceRequest/${life.id}` }] },
      ...{ subject: { identifier: somebody(life.n).identifier }, performer: [{ reference: `Organization/${shed.id}` }] },
    };
    onward = (await asClient(played, 'practitioner', 'POST', '/fhir/ServiceRequest', { body: request })).body.id;
    await expect.poll(task, patience).toContain('not-delivered');
    expect(askedBy(dead)).toHaveLength(1);
    expect(await page(practitioner, '/app/work')).toContain('was not reached: phone them');
  });

  test('stands before its manager: phone them, and mend the address', async () => {
    for (const path of ['/app/community', `/app/community/${shed.id}`, `/app/community/${shed.id}/answering`]) {
      expect(await page(manager, path), path).toMatch(comesBack);
    }
    expect(await page(manager, '/app/figures/directoryBroken')).toContain('Broom Row Men’s Shed: e-mails to it come back');
  });

  test('gets what came back as soon as its address is mended', async () => {
    await registers(shed.mail);
    await expect.poll(() => askedBy(shed.mail).length, patience).toBe(1);
    expect(await page(manager, `/app/community/${shed.id}`)).not.toMatch(comesBack);
  });

  test('and answers by the link in it', async () => {
    const link = /^http:\S+\/answer\/\S+$/m.exec(askedBy(shed.mail)[0]?.text ?? '')?.[0] ?? '';
    const volunteer = newBrowser();
    const request = await volunteer.go(link, { pin: shed.pin });
    const said = { csrf: field('csrf', request.text), token: field('token', request.text), do: 'accept' };
    expect((await volunteer.go(request.url, said)).text).toContain('Your yes is saved.');
    expect(JSON.parse(await task()).status).toBe('accepted');
  });

  test('and no line of the log says an address', () => {
    expect(lines.filter((line) => line.includes('"event":"mail-news"')).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('simulator.amazonses') || line.includes(shed.mail))).toEqual([]);
  });
});
