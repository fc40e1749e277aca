/** Finding somebody: by name, birth date or number; what is typed stands in no address. */
import { expect, test } from 'vitest';
import { type Named, type WebHub, webHub } from '#test/web-hub';
import { accepted, referred } from '#test/web-steps';

const find = async (hub: WebHub, typed: string, by: Named = 'catriona', among = '') => {
  const asked = await hub.post(by, '/app/work/search', { find: typed });
  expect([asked.status, asked.location]).toEqual([303, expect.stringMatching(/^\/app\/work\/found\/[\w.-]+$/)]);
  expect(asked.location).not.toContain(typed);
  return (await hub.get(by, asked.location + among)).text;
};
const close = (hub: WebHub, id: string) => hub.post('catriona', `/app/work/referrals/${id}/close`, { reason: 'goals-met' });

test('a name is found by its beginning, a birth date and a number whole', async () => {
  const hub = await webHub();
  const id = await referred(hub, 'Fairweather');
  for (const typed of ['fairw', 'Invented Fair', '1/1/2001']) expect([typed, await find(hub, typed)]).toEqual([typed, expect.stringContaining(id)]);
  for (const typed of ['Foulweather', '2/1/2001', '0101011238']) expect([typed, await find(hub, typed)]).toEqual([typed, expect.not.stringContaining(id)]);
});
test('who was closed in the last twelve months is found below, with the day, and led to where they are opened anew', async () => {
  const hub = await webHub();
  const id = await accepted(hub, 'Fairweather');
  expect((await close(hub, id)).status).toBe(303);
  const open = await find(hub, 'Fairweather');
  expect(open).toContain('Nobody open under this');
  expect(open).not.toContain(id);
  expect(open).toMatch(/href="\/app\/work\/found\/[\w.-]+\?closed=yes"/);
  const page = await find(hub, 'Fairweather', 'catriona', '?closed=yes');
  expect(page).toContain('Closed in the last 12 months: 1');
  expect(page).toContain(`href="/app/work/referrals/${id}"`);
  expect((await hub.get('catriona', `/app/work/referrals/${id}`)).text).toContain('They came back: open it anew');
  hub.pass(367 * 86_400_000);
  expect(await find(hub, 'Fairweather', 'catriona', '?closed=yes')).not.toContain(id);
});
test('another practice finds nobody of it, open or closed', async () => {
  const hub = await webHub();
  const id = await accepted(hub, 'Fairweather');
  expect(await find(hub, 'Fairweather', 'jamal')).not.toContain(id);
  await close(hub, id);
  expect(await find(hub, 'Fairweather', 'jamal', '?closed=yes')).not.toContain(id);
});
test('an address of a search is nobody else’s', async () => {
  const hub = await webHub();
  const { location } = await hub.post('catriona', '/app/work/search', { find: 'Fairweather' });
  expect((await hub.get('jamal', location)).status).toBe(404);
});
