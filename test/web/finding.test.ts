/** Finding help, as a practitioner does it. Everybody is invented. */
import { describe, expect, test } from 'vitest';
import { setCapacity } from '#directory/capacity-store';
import { gapsIn } from '#directory/gaps-store';
import { signpostsIn } from '#directory/signposts-store';
import type { LocalDate } from '#platform/types';
import { storeAliss } from '#test/aliss-copy';
import { area, code, furnished, hungry } from '#test/finding-hub';
import { knowing, named, referralOf, takenOn } from '#test/web-people';
import { harmless, hostile } from '#test/web-person';

describe('finding help', () => {
  test('has the person’s need and postcode filled in, and tells what fits from what may fit', async () => {
    const { hub, at } = await hungry();
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<option value="food-fuel" selected>');
    expect(page.text).toContain('value="G1 1XX"');
    expect(page.text).toContain('Matches (2)');
    expect(page.text).toContain('km away');
    expect(page.text).toContain('Food parcels');
    expect(page.text).not.toContain('Welfare rights advice');
    expect(page.text).toContain('Room not known');
    expect(page.text).toContain('New here');
    expect(page.text).toContain('Checked Monday 2 November');
  });
  test('hides nothing that is unknown: what the directory does not say is asked', async () => {
    const { hub, at } = await hungry();
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'food-fuel', day: '2', cost: 'free' });
    expect(location).toMatch(/\/find\/[\w.-]+$/);
    const page = await hub.get('catriona', location);
    expect(page.text).toContain('Matches (1)');
    expect(page.text).toContain('May match: ask (1)');
    expect(page.text).toContain('Ask on which days they are open, what it costs');
  });
  test('keeps what was looked for out of the address, and Back shows it again', async () => {
    const { hub, at } = await hungry();
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'debt', postcode: 'g2 2xx', text: 'Secret words' });
    expect(decodeURIComponent(location)).not.toMatch(/g2.?2xx|secret/i);
    const page = await hub.get('catriona', location);
    expect(page.text).toContain('value="Secret words"');
    expect(await hub.get('moira', location)).toMatchObject({ status: 404 });
  });
  test('says at its field what is wrong, and keeps what was typed', async () => {
    const { hub, at } = await hungry();
    const page = await hub.post('catriona', `${at}/find`, { postcode: 'nowhere', text: 'kept' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('id="postcode-fault"');
    expect(page.text).toContain('value="kept"');
    expect((await hub.post('catriona', `${at}/find`, { near: '2' })).text).toContain('Enter a postcode to look near it');
  });
  test('says how much room there is', async () => {
    const { hub, at } = await hungry();
    const said = { updatedAt: hub.now(), by: 'organisation' as const };
    await setCapacity(hub.access, 'drumgarth', 'parcels', { ...said, waitingWeeks: 3 });
    await setCapacity(hub.access, 'drumgarth', 'cooking', { ...said, fullUntil: '2027-01-04' as LocalDate });
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.text).toContain('Waiting about 3 weeks');
    expect(page.text).toContain('Full until Monday 4 January 2027');
  });
  test('leaves out what is for another age, unless everything is asked for', async () => {
    const { hub, at } = await hungry(code('money'));
    expect((await hub.get('catriona', `${at}/find`)).text).not.toContain('Welfare rights advice');
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'money', everyone: 'yes' });
    expect((await hub.get('catriona', location)).text).toContain('Welfare rights advice');
  });
  test('shows one place whole, and leads from it to referring on and to going along', async () => {
    const { hub, at } = await hungry();
    const page = await hub.get('catriona', `${at}/place/drumgarth.parcels`);
    expect(page.text).toContain('Tuesday 12:00–17:30');
    expect(page.text).toContain('How old are those who eat with you?');
    expect(page.text).toContain('0141 496 0200');
    expect(page.text).toContain(`${at}/step?place=drumgarth.parcels`);
    const step = await hub.get('catriona', `${at}/step?place=drumgarth.parcels`);
    expect(step.text).toContain('value="Food parcels, 2 Example Lane, G1 1XX"');
    expect(step.text).toContain('<option value="accompanied" selected>');
    expect(await hub.get('catriona', `${at}/place/no.such`)).toMatchObject({ status: 404 });
  });
  test('counts in one click that there is nobody, once for each person and need', async () => {
    const { hub, at } = await hungry();
    for (let click = 0; click < 2; click += 1) expect(await hub.post('catriona', `${at}/find/gap`, { need: 'food-fuel' })).toMatchObject({ status: 303 });
    expect(await gapsIn(hub.access, area, '2026-11', '2026-11')).toEqual([{ need: 'food-fuel', month: '2026-11', count: 1 }]);
    expect((await hub.get('catriona', `${at}/find?did=gap`)).text).toContain('Counted.');
  });
  test('of who takes no referrals somebody is told, which is counted without the person', async () => {
    const { hub, at, id } = await hungry();
    await storeAliss(hub.access, hub.now(), { id: '1a', name: 'Canal Choir', organisation: 'Canal Choir', categories: ['foodbank'], serves: [area] });
    const page = await hub.get('catriona', `${at}/find`);
    expect(page.text).toContain('Tell them about it');
    expect(page.text).toContain('CC BY 4.0');
    const done = await hub.post('catriona', `${at}/refer`, { tell: 'aliss.1a' });
    expect(done.location).toBe(`${at}/find?did=told`);
    expect(await signpostsIn(hub.access, area, '2026-11', '2026-11')).toEqual([{ entry: 'aliss.1a', month: '2026-11', count: 1 }]);
    expect((await referralOf(hub, id)).referral.onward).toEqual([]);
    const { items } = await hub.access.query({ pk: `SIGNPOSTS#${area}` });
    const { person } = (await referralOf(hub, id)).referral;
    expect(JSON.stringify(items)).not.toContain(person);
    expect(JSON.stringify(items)).not.toContain(id);
  });
  test('pages sixty results, and is light', async () => {
    const { hub, at } = await hungry();
    const many = Array.from({ length: 130 }, (_, n) => ({
      ...{
        id: `e${n}`,
        name: `Invented Community Pantry of Example Street ${n}`,
        organisation: 'Exampleton Community Development Trust',
        categories: ['foodbank'],
      },
      ...{
        serves: [area],
        access: ['step-free' as const, 'near-bus' as const, 'parking' as const],
        places: [{ postcode: 'G2 2XX' }],
        reviewed: '2026-05-04' as LocalDate,
      },
    }));
    await storeAliss(hub.access, hub.now(), ...many);
    const { location } = await hub.post('catriona', `${at}/find`, { need: 'food-fuel', postcode: 'G1 1XX', day: '2', cost: 'free' });
    const first = await hub.get('catriona', location);
    expect(first.text.match(/<h3>/g)).toHaveLength(60);
    console.log(`60 results weigh ${Buffer.byteLength(first.text)} bytes`);
    expect(Buffer.byteLength(first.text)).toBeLessThanOrEqual(100_000);
    expect((await hub.get('catriona', `${location}?page=3`)).text.match(/<h3>/g)).toHaveLength(12);
  });
});

test('of somebody whose name is hidden nothing is looked for until it was asked for', async () => {
  const hub = await furnished();
  const { id, at } = await takenOn(hub, named('Hidden'), code('food-fuel'));
  await knowing(hub, id, { sensitive: true });
  const page = await hub.get('catriona', `${at}/find`);
  expect(page.text).toContain('Show the name first');
  expect(page.text).not.toContain('Hidden');
  expect(page.text).not.toContain('Food parcels');
  expect((await hub.post('catriona', `${at}/refer`, { service: 'drumgarth.parcels' })).status).toBe(200);
});
test('hostile text in the search and in a directory is shown harmlessly', async () => {
  const { hub, at } = await hungry();
  await storeAliss(hub.access, hub.now(), {
    id: '2b',
    name: hostile,
    organisation: hostile,
    about: hostile,
    categories: ['foodbank'],
    serves: [area],
    web: 'javascript:alert(1)',
  });
  const { location } = await hub.post('catriona', `${at}/find`, { text: '😀', need: 'food-fuel' });
  const page = await hub.get('catriona', location);
  expect(page.text).toContain(harmless);
  expect(page.text).not.toContain('<script>');
  const place = await hub.get('catriona', `${at}/place/aliss.2b`);
  expect(place.text).toContain(harmless);
  expect(place.text).not.toContain('href="javascript');
});
