import { expect, test } from 'vitest';
import { sentReferral } from '#test/sent-referral';
import { webHub } from '#test/web-hub';

const referred = async () => {
  const hub = await webHub();
  const created = await hub.call('POST', '/ServiceRequest', { body: sentReferral('A-1') });
  const id: string = created.body.id;
  return { hub, id, at: `/app/work/referrals/${id}` };
};
const accepted = async () => {
  const one = await referred();
  await one.hub.post('catriona', `${one.at}/triage`, { do: 'accept', 'first-day': '24', 'first-month': '11', 'first-year': '2026' });
  return one;
};

test('a new referral stands on the caseload under New, and says from where it came', async () => {
  const { hub, id } = await referred();
  const page = await hub.get('catriona', '/app/work');
  expect(page.status).toBe(200);
  expect(page.text).toContain('New');
  expect(page.text).toContain('Birchtree Practice');
  expect(page.text).toContain(id);
});
test('it is accepted on one page with the day of the first call filled in', async () => {
  const { hub, at } = await referred();
  const page = await hub.get('catriona', `${at}/triage`);
  expect(page.status).toBe(200);
  const [, day] = /name="first-day" value="(\d+)"/.exec(page.text) ?? [];
  const done = await hub.post('catriona', `${at}/triage`, { do: 'accept', 'first-day': day, 'first-month': '11', 'first-year': '2026' });
  expect(done).toMatchObject({ status: 303, location: '/app/work?did=accepted' });
  expect((await hub.get('catriona', at)).text).toContain('First call');
});
test('a call that nobody answers is one post, says which try it was, and can be undone', async () => {
  const { hub, at } = await accepted();
  const done = await hub.post('catriona', `${at}/no-answer`);
  expect(done.status).toBe(303);
  const list = await hub.get('catriona', done.location);
  expect(list.text).toMatch(/Attempt 1, 09:30\. Next try \w+\./);
  const [, contact = ''] = /name="contact" value="(\w+)"/.exec(list.text) ?? [];
  expect(await hub.post('catriona', `${at}/undo`, { contact })).toMatchObject({ status: 303, location: '/app/work?did=undone' });
  expect((await hub.get('catriona', '/app/work')).text).not.toContain('1 try');
});
test('a visit is written up on one page, and its note is on the person’s page', async () => {
  const { hub, at } = await accepted();
  const done = await hub.post('catriona', `${at}/contact`, {
    outcome: 'attended',
    mode: 'practice',
    'two-way': 'yes',
    note: 'Talked about the rent.',
    next: 'week',
  });
  expect(done.status).toBe(303);
  const page = await hub.get('catriona', at);
  expect(page.text).toContain('Talked about the rent.');
  expect(page.text).toContain('They came, or I met them');
});
test('who is no party gets the page for nothing there', async () => {
  const { hub, at } = await referred();
  expect(await hub.get('jamal', at)).toMatchObject({ status: 404 });
  expect(await hub.get('nadia', at)).toMatchObject({ status: 404 });
  expect(await hub.get('elspeth', '/app/work')).toMatchObject({ status: 404 });
});
test('what was typed when the sign-in was over is there after the next', async () => {
  const { hub, at } = await accepted();
  const sent = await hub.post('catriona', `${at}/contact`, { outcome: 'attended', note: 'Kept words.' }, 'over-catriona');
  expect(sent).toMatchObject({ status: 303, location: `/app/signed-out?to=${encodeURIComponent(`${at}/contact`)}&kept=yes` });
  const [, draft = ''] = /__Host-draft=([^;]+)/.exec(sent.cookies.join()) ?? [];
  expect((await hub.get('catriona', `${at}/contact`, { '__Host-draft': draft })).text).toContain('Kept words.');
  expect((await hub.get('moira', `${at}/contact`, { '__Host-draft': draft })).text).not.toContain('Kept words.');
});
