import { expect, test } from 'vitest';
import { known } from '#test/fhir-people';
import { goal, hostile, takenOn } from '#test/matters';

const withGoal = async () => {
  const one = await takenOn();
  await one.write('/goal', goal);
  const [id = ''] = await one.goalIds();
  return { ...one, goalId: id, ofGoal: `/goals/${id}` };
};
const names = (text: string) => [...text.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name);

test('a goal is written down on one page with four fields, in the person’s own words', async () => {
  const { hub, people, from, write, person } = await takenOn();
  const page = await hub.get('catriona', `${people}/goal${from}`);
  expect(page.status).toBe(200);
  const asked = new Set(names(page.text).flatMap((name) => (['csrf', 'referral', 'once'].includes(name ?? '') ? [] : [name?.split('-')[0]])));
  expect([...asked]).toEqual(['words', 'step', 'by', 'due']);
  const done = await write('/goal', goal);
  expect(done).toMatchObject({ status: 303, location: `${people}${from}&did=goal` });
  const shown = await hub.get('catriona', done.location);
  for (const text of ['Goal saved.', goal.words, `First step: ${goal.step} · me · by Tuesday 1 December`]) expect(shown.text).toContain(text);
  const kept = await hub.call('GET', `/Goal?patient=Patient/${person}`, { as: 'gp' });
  expect(kept.body.entry[0].resource).toMatchObject({
    lifecycleStatus: 'active',
    description: { text: goal.words },
    target: [{ detailString: goal.step, dueDate: '2026-12-01' }, { detailString: 'me' }],
    startDate: '2026-11-23',
  });
});
test('the words alone are enough; without them, or with a day that is past, the page says so at its field and keeps what was typed', async () => {
  const { hub, people, write, goalIds } = await takenOn();
  expect(await write('/goal', { words: 'See my grandson' })).toMatchObject({ status: 303 });
  const wrong = await write('/goal', { step: 'Kept step', 'due-day': '1', 'due-month': '11', 'due-year': '2026' });
  expect(wrong.status).toBe(422);
  for (const text of ['href="#words"', 'id="words-fault"', 'id="due-fault"', 'today or later', 'value="Kept step"']) expect(wrong.text).toContain(text);
  const long = await write('/goal', { words: 'x'.repeat(1001) });
  expect(long.text).toContain('Use at most 1000 characters');
  expect(await goalIds()).toHaveLength(1);
  expect((await hub.get('catriona', people)).text).toContain('See my grandson');
});
test('the same form sent twice is one goal; sent again with other words it is another', async () => {
  const { write, goalIds } = await takenOn();
  for (const words of ['Once', 'Once', 'Twice']) expect(await write('/goal', { words, once: 'abcd2345' })).toMatchObject({ status: 303 });
  expect(await goalIds()).toHaveLength(2);
});
test('how it goes is a tick and a line, and everything said of it before stays in sight', async () => {
  const { hub, people, from, write, ofGoal, goalId } = await withGoal();
  expect(await write(ofGoal, { progress: 'better', line: 'Slept five hours', seen: '1' })).toMatchObject({
    status: 303,
    location: `${people}${from}&did=progress`,
  });
  expect((await hub.get('catriona', people)).text).toContain('Better: Slept five hours');
  hub.pass(86_400_000);
  await write(ofGoal, { progress: 'worse', seen: '2' }, 'moira');
  const page = await hub.get('catriona', `${people}${ofGoal}`);
  const history = page.text.slice(page.text.indexOf('How it went so far')).replaceAll(/<[^>]+>/g, ' ');
  expect(history).toMatch(/Worse.*Better: Slept five hours.*Written down/s);
  expect(history).toContain('Catriona Weir');
  const read = await hub.call('GET', `/Goal/${goalId}`, { as: 'gp' });
  expect(read.body).toMatchObject({ achievementStatus: { coding: [{ code: 'worsening' }] }, statusDate: '2026-11-24', note: [{ text: 'Slept five hours' }] });
});
test('a goal that is done, or no longer wanted, stands below those that go on, and can be taken up again', async () => {
  const { hub, people, write, ofGoal, goalId } = await withGoal();
  await write(ofGoal, { progress: 'done', seen: '1' });
  expect((await hub.get('catriona', people)).text).toContain('Done, or left');
  expect((await hub.call('GET', `/Goal/${goalId}`, { as: 'gp' })).body).toMatchObject({ lifecycleStatus: 'completed' });
  await write(ofGoal, { progress: 'stopped', seen: '2' });
  const stopped = (await hub.call('GET', `/Goal/${goalId}`, { as: 'gp' })).body;
  expect([stopped.lifecycleStatus, stopped.achievementStatus]).toEqual(['cancelled', undefined]);
  await write(ofGoal, { progress: 'same', seen: '3' });
  expect((await hub.get('catriona', people)).text).not.toContain('Done, or left');
});
test('no tick, no progress: the page says so at its field', async () => {
  const { write, ofGoal } = await withGoal();
  const wrong = await write(ofGoal, { line: 'Kept line', seen: '1' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('id="progress-fault"');
  expect(wrong.text).toContain('value="Kept line"');
});
test('who was faster is not overwritten: theirs stands beside what was typed, which can be saved then', async () => {
  const { write, ofGoal } = await withGoal();
  await write(ofGoal, { progress: 'better', line: 'From Moira', seen: '1' }, 'moira');
  const lost = await write(ofGoal, { progress: 'worse', line: 'From Catriona', seen: '1' });
  expect(lost.status).toBe(409);
  for (const text of ['This has changed meanwhile', 'Better: From Moira', 'value="From Catriona"', 'name="seen" value="2"']) expect(lost.text).toContain(text);
  expect(await write(ofGoal, { progress: 'worse', line: 'From Catriona', seen: '2' })).toMatchObject({ status: 303 });
});
test('its words, step, day and theme can be mended; what a practice’s system said in it besides stays', async () => {
  const { hub, people, person, write } = await takenOn();
  const posted = await hub.call('POST', '/Goal', {
    body: {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      description: { text: 'Walk more' },
      subject: { reference: `Patient/${person}` },
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-category', code: 'behavioral' }] }],
      target: [{ measure: { text: 'Steps' }, detailQuantity: { value: 5000 }, dueDate: '2027-01-01' }],
    },
  });
  const at = `/goals/${posted.body.id}`;
  const page = await hub.get('catriona', `${people}${at}/change`);
  expect(page.text).toContain('Walk more');
  const done = await write(`${at}/change`, { words: 'Walk to the shop', by: 'my sister', theme: 'living-well', seen: '1' });
  expect(done.status).toBe(303);
  const { body } = await hub.call('GET', `/Goal/${posted.body.id}`);
  expect(body).toMatchObject({
    description: { text: 'Walk to the shop' },
    category: [{ coding: [{ code: 'behavioral' }] }, { text: 'Living well day to day' }],
  });
  expect(body.target).toMatchObject([{ detailString: 'my sister' }, { detailQuantity: { value: 5000 }, dueDate: '2027-01-01' }]);
  const shown = await hub.get('catriona', `${people}${at}`);
  for (const text of ['Living well day to day', 'Goal changed', 'Birchtree Practice']) expect(shown.text).toContain(text);
});
test('text that would be markup is text, on every page that shows a goal', async () => {
  const { hub, at, people, write, goalIds } = await takenOn();
  await write('/goal', { words: hostile, step: hostile, by: hostile.slice(0, 90) });
  const [id = ''] = await goalIds();
  await write(`/goals/${id}`, { progress: 'better', line: hostile, seen: '1' });
  for (const address of [people, `${people}/goals/${id}`, `${people}/goals/${id}/change`, at, `${at}/sheet`, `${at}/sheet?language=gd`]) {
    const page = await hub.get('catriona', address);
    expect([address, page.status, page.text.includes('<script')]).toEqual([address, 200, false]);
    expect(page.text).toContain('&lt;script&gt;');
  }
});
test('who may not know the person, and who works in another role, finds nothing there; no goal shows under another person', async () => {
  const { hub, people, ofGoal, goalId, write } = await withGoal();
  const pages = [people, `${people}/goal`, `${people}${ofGoal}`, `${people}${ofGoal}/change`, `${people}/about`];
  for (const who of ['jamal', 'nadia', 'lorna', 'elspeth'] as const)
    for (const page of pages) {
      expect([who, page, (await hub.get(who, page)).status]).toEqual([who, page, 404]);
      if (page !== people) expect([who, page, (await hub.post(who, page, { words: 'x', progress: 'done', seen: '1' })).status]).toEqual([who, page, 404]);
    }
  expect((await hub.get('moira', `${people}${ofGoal}`)).status).toBe(200);
  const other = await known(hub, { identifier: undefined, birthDate: '1999-09-09' });
  expect((await hub.get('catriona', `/app/work/people/${other}/matters`)).status).toBe(200);
  expect((await hub.get('catriona', `/app/work/people/${other}/matters/goals/${goalId}`)).status).toBe(404);
  expect((await hub.get('catriona', `${people}?referral=00000000000000000000000000`)).status).toBe(404);
  expect((await write('/goals/nothing-of-the-hub', { progress: 'done' })).status).toBe(404);
});
test('nothing of it stands in an address or a log', async () => {
  const { hub, write, ofGoal } = await withGoal();
  const done = await write(ofGoal, { progress: 'better', line: 'Very private', seen: '1' });
  expect(done.location).not.toMatch(/Sleep|private|housing/i);
  expect(JSON.stringify(hub.logged)).not.toMatch(/Sleep|private|housing/i);
});
test('what was typed when the sign-in was over is there after the next, with the referral it was opened from', async () => {
  const { hub, people, id } = await takenOn();
  const sent = await hub.post('catriona', `${people}/goal`, { words: 'Kept goal', referral: id }, 'over-catriona');
  const [, draft = ''] = /__Host-draft=([^;]+)/.exec(sent.cookies.join()) ?? [];
  const page = await hub.get('catriona', `${people}/goal`, { '__Host-draft': draft });
  expect(page.text).toContain('Kept goal');
  expect(page.text).toContain(`name="referral" value="${id}"`);
});
