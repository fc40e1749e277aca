/** The report for funders: what was published of a quarter, on one page, in the numbers that they may have. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AreaId, PracticeId } from '#identity/types';
import type { Story } from '#people/story';
import { storyStore } from '#people/story-store';
import { indexKeys, keys } from '#platform/tables';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';
import { glasgow } from '#test/figures-hub';
import { type PublicHub, publicHub } from '#test/public-hub';

const path = '/app/figures/pack';
const at = (more = '') => `${path}?area=${glasgow}&period=2026-Q3${more}`;
let hub: PublicHub;
beforeAll(async () => {
  hub = await publicHub();
});
const pack = async (more = ''): Promise<string> => {
  const { status, text } = await hub.get('elspeth', at(more));
  expect(status).toBe(200);
  return text;
};

test('there is none before the quarter is published', async () => {
  expect(await pack()).toContain('Publish the quarter first');
  expect((await hub.post('elspeth', '/app/figures/publish', { area: glasgow, period: '2026-Q3', agreed: 'yes' })).status).toBe(303);
});
test('says whom the programme reached, how long they waited, what organisations did, and what people said a year on', async () => {
  const text = await pack();
  const before = [
    'Half of',
    'led to a first conversation',
    'had at least one conversation',
    'were accepted',
    'were of people from the most deprived fifth of Scotland',
  ];
  for (const said of [
    ...before,
    'Of people first asked in July to September 2025',
    'went down by 3.3 on average',
    'This does not say why.',
    'GP appointments were saved',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('<script');
});
const inputs = (fields: object, as: 'elspeth' | 'fraser' = 'elspeth') => hub.post(as, `${path}/inputs`, { area: glasgow, period: '2026-Q3', ...fields });
test('says what money people gained, of how many, and that nobody told of any where nobody did', async () => {
  expect(await pack()).toContain('£14,400 a year was gained for 30 people.');
  expect(await pack()).toContain('£2,500 of debt was dealt with for 15 people.');
  expect(await pack()).not.toContain('gained once');
});
test('works out what an engaged person cost from what is typed, and keeps it with the quarter', async () => {
  const [, engaged = ''] = /(\d[\d,]*) of [\d,]+ people referred had at least one conversation/.exec(await pack()) ?? [];
  const people = Number(engaged.replaceAll(',', ''));
  expect(people).toBeGreaterThan(0);
  const wrong = await inputs({ seen: '0', staff: 'much' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('href="#staff"');
  expect(await inputs({ seen: '0', staff: '£36,000', fund: '4000', other: '2,000' })).toMatchObject({ status: 303, location: at() });
  expect(await pack()).toContain('£42,000 was spent: £36,000 on staff, £4,000 on the practice development fund, £2,000 on everything else.');
  expect(await pack()).toContain(`That is £${Math.round(42_000 / people)} for each of the ${engaged} people who had at least one conversation.`);
  expect((await hub.get('elspeth', `${path}/inputs?area=${glasgow}&period=2026-Q3`)).text).toContain('value="36000"');
  expect((await inputs({ seen: '0', staff: '1' })).status).toBe(409);
});
describe('stories', () => {
  const person = 'p'.repeat(26) as PersonId;
  const store = () => storyStore(hub.ports.referrals);
  const told = (versionId: number, text: string, quoting: Story['quoting'], one = person): Story => ({
    ...{ person: one, practice: 'birchtree' as PracticeId, area: glasgow as AreaId, versionId, by: 'practitioner/catriona-weir', text, quoting },
    lastUpdated: `2026-10-0${versionId}T09:00:00.000Z` as Instant,
  });
  const page = async () => (await hub.get('elspeth', `${path}/inputs?area=${glasgow}&period=2026-Q3`)).text;
  const first = told(1, 'I was alone. <b>Now</b> I walk.', 'named');
  test('stand in it where the person agreed to be quoted and the manager chose them, without a name', async () => {
    await store().write(first, undefined);
    await store().write(told(1, 'Nobody may hear this.', 'no', 'q'.repeat(26) as PersonId), undefined);
    await store().write(told(1, 'Ring me on 0141 496 0123.', 'unnamed', 'r'.repeat(26) as PersonId), undefined);
    const text = await page();
    expect(text).toContain('I was alone. &lt;b&gt;Now&lt;/b&gt; I walk.');
    expect(text).toContain('Told at Birchtree Practice.');
    expect(text).toContain('One story is not shown');
    for (const hidden of ['Nobody may hear this', '0141 496']) expect(text).not.toContain(hidden);
    expect(await pack()).not.toContain('I was alone');
    expect((await inputs({ seen: '1', staff: '36000', [`story-${person}-1`]: 'yes' })).status).toBe(303);
    expect(await pack()).toContain('<blockquote class="hub_prewrap">I was alone. &lt;b&gt;Now&lt;/b&gt; I walk.</blockquote>');
    expect(await pack()).not.toContain('Told at Birchtree');
  });
  test('are read again once they were changed', async () => {
    await store().write(told(2, 'I was alone. Now I swim.', 'unnamed'), first);
    expect(await pack()).not.toContain('I was alone');
    expect(await page()).toContain('It was changed since you chose it');
    expect((await inputs({ seen: '2', staff: '36000', [`story-${person}-2`]: 'yes' })).status).toBe(303);
    expect(await pack()).toContain('Now I swim.');
  });
  test('are gone from it, and from every list, once the person takes the consent back', async () => {
    await store().write(told(3, 'I was alone. Now I swim.', 'no'), told(2, 'I was alone. Now I swim.', 'unnamed'));
    for (const text of [await pack(), await page()]) expect(text).not.toContain('I was alone');
    const { items } = await hub.ports.referrals.query({ index: 'fixed', pk: indexKeys.storiesIn(glasgow) });
    expect(items.map(({ pk }) => pk)).toEqual([keys.story('r'.repeat(26)).pk]);
  });
  test('of another area are nobody’s business here', async () => {
    await store().write({ ...told(1, 'From elsewhere.', 'unnamed', 's'.repeat(26) as PersonId), area: 'S12000036' as AreaId }, undefined);
    expect(await page()).not.toContain('From elsewhere');
  });
});
test('carries what the newest frozen return has to say', async () => {
  await hub.post('elspeth', '/app/figures/return', { area: glasgow, period: '2026-Q3', commentary: 'Two practices <began> in August.' });
  expect(await pack()).toContain('Two practices &lt;began&gt; in August.');
});
test('is for managers of the area alone', async () => {
  for (const as of ['fraser', 'nadia', 'catriona'] as const) {
    expect((await hub.get(as, at())).status, as).toBe(404);
    expect((await hub.get(as, `${path}/inputs?area=${glasgow}&period=2026-Q3`)).status, as).toBe(404);
  }
  expect((await inputs({ seen: '3', staff: '1' }, 'fraser')).status).toBe(404);
});
