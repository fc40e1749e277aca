import { describe, expect, test } from 'vitest';
import { sentReferral } from '#test/sent-referral';
import { type WebHub, webHub } from '#test/web-hub';

/** The fields of a form as the page shows it, hidden ones too. */
const formIn = (text: string): string => /name="form" value="(\w{26})"/.exec(text)?.[1] ?? '';
const filled = (form: string, change: Record<string, string> = {}) => ({
  form,
  ...{ given: 'Rory', family: 'Fairweather', 'born-day': '1', 'born-month': '12', 'born-year': '1980', phone: '01632 960123' },
  ...{ need: 'food-fuel', words: 'No food in the house until Friday.', agreed: 'yes' },
  ...change,
});
const opened = async (hub: WebHub, as: 'nadia' | 'lorna' = 'lorna') => formIn((await hub.get(as, '/app/practice/refer')).text);
const referred = async (change: Record<string, string> = {}) => {
  const hub = await webHub();
  const form = await opened(hub);
  const done = await hub.post('lorna', '/app/practice/refer', filled(form, change));
  const id = /referrals\/(\w+)/.exec(done.location)?.[1] ?? '';
  return { hub, form, done, id, at: `/app/practice/referrals/${id}` };
};

describe('staff refer somebody in four questions', () => {
  test('the links practitioner has it at once, with who sent it and in which role', async () => {
    const { hub, done, id } = await referred();
    expect(done).toMatchObject({ status: 303, location: expect.stringMatching(/^\/app\/practice\/referrals\/\w{26}\?did=sent$/) });
    const triage = await hub.get('catriona', `/app/work/referrals/${id}/triage`);
    expect(triage.text).toContain('Lorna Petrie, practice manager');
    expect(triage.text).toContain('No food in the house until Friday.');
    expect(triage.text).toContain('Food or fuel');
    expect(triage.text).toContain('To be referred on: Yes. To pass on what a service needs: Not asked yet.');
    expect(triage.text).not.toContain('Look at this first');
  });
  test('it says that staff made it, and by whom, and no client can say so itself', async () => {
    const { hub, id } = await referred();
    const loaded = await hub.ports.carryOut.store.load(id as never);
    expect(loaded?.referral).toMatchObject({ source: 'staff', requester: 'user.lorna', practice: 'birchtree', warnings: [] });
    const forged = await hub.call('POST', '/ServiceRequest', { body: { ...sentReferral('A-9'), entered: undefined }, headers: { entered: 'staff' } });
    expect((await hub.ports.carryOut.store.load(forged.body.id))?.referral.source).toBeUndefined();
  });
  test('sent twice it is one referral; sent again filled in otherwise it is told', async () => {
    const { hub, form, done } = await referred();
    expect(await hub.post('lorna', '/app/practice/refer', filled(form))).toMatchObject({ status: 303, location: done.location });
    const other = await hub.post('lorna', '/app/practice/refer', filled(form, { words: 'Something else.' }));
    expect(other.status).toBe(422);
    expect(other.text).toContain('sent before');
  });
  test('who is referred already is pointed out with a link, and referred again only on purpose', async () => {
    const { hub, id } = await referred();
    const form = await opened(hub, 'nadia');
    const warned = await hub.post('nadia', '/app/practice/refer', filled(form, { phone: '' }));
    expect(warned.status).toBe(422);
    expect(warned.text).toContain(`/app/practice/referrals/${id}`);
    expect(warned.text).toContain('There is an open referral already');
    expect(warned.text).toContain('No food in the house until Friday.');
    const again = await hub.post('nadia', '/app/practice/refer', filled(form, { again: 'yes' }));
    expect(again.status).toBe(303);
    expect(again.location).not.toContain(id);
  });
  test.each([
    ['family', { family: '' }, 'Fill this in'],
    ['born', { 'born-day': '', 'born-month': '', 'born-year': '' }, 'Give the date of birth or the CHI number'],
    ['born', { 'born-year': '2031' }, 'before today'],
    ['number', { number: '0101201234' }, 'its last figure does not fit'],
    ['phone', { phone: 'ask her' }, 'Enter a telephone number'],
    ['need', { need: '' }, 'Choose one'],
    ['agreed', { agreed: '' }, 'Choose one'],
    ['words', { words: 'x'.repeat(4001) }, 'at most 4000'],
  ])('what is wrong is said at its field: %s %j', async (field, change, text) => {
    const hub = await webHub();
    const page = await hub.post('lorna', '/app/practice/refer', filled(await opened(hub), change as unknown as Record<string, string>));
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="${field}-fault"`);
    expect(page.text).toMatch(new RegExp(`id="${field}-fault"[^<]*>[^<]*${text}`));
    expect(page.text).toContain(`href="#${field}"`);
  });
  test('a number may stand in place of the date of birth', async () => {
    const { hub, id } = await referred({ 'born-day': '', 'born-month': '', 'born-year': '', number: '010 133 6489' });
    expect((await hub.get('catriona', `/app/work/referrals/${id}/triage`)).text).toContain('CHI 010 133 6489');
  });
  test('what to know before contacting them stands out on every page of theirs', async () => {
    const { hub, id } = await referred({ before: 'No voicemail: her brother listens.' });
    const page = await hub.get('catriona', `/app/work/referrals/${id}/triage`);
    expect(page.text).toContain('Safe contact');
    expect(page.text).toContain('No voicemail: her brother listens.');
    expect((await hub.get('catriona', '/app/work')).text).toContain('Safe contact');
  });
  test('who was not asked is referred all the same, and the practitioner is told to ask', async () => {
    const { hub, id } = await referred({ agreed: 'not-asked' });
    expect((await hub.get('catriona', `/app/work/referrals/${id}/triage`)).text).toContain('Not recorded: ask before you refer on');
  });
  test('hostile words are text and nothing else', async () => {
    const evil = '<script>alert(1)</script>"\'>‮ 🧨';
    const { hub, id } = await referred({ given: evil, words: evil, before: evil });
    for (const [who, at] of [
      ['lorna', '/app/practice'],
      ['lorna', `/app/practice/referrals/${id}`],
      ['catriona', `/app/work/referrals/${id}/triage`],
      ['catriona', '/app/work'],
    ] as const) {
      const page = await hub.get(who, at);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<script');
      expect(page.text).toContain('&lt;script&gt;');
    }
  });
});

const took = async () => {
  const one = await referred();
  await one.hub.post('catriona', `/app/work/referrals/${one.id}/triage`, { do: 'accept', 'first-day': '24', 'first-month': '11', 'first-year': '2026' });
  return one;
};
const talked = async () => {
  const one = await took();
  one.hub.pass(2 * 86_400_000);
  await one.hub.post('catriona', `/app/work/referrals/${one.id}/contact`, {
    outcome: 'attended',
    mode: 'practice',
    'two-way': 'yes',
    note: 'A secret of hers.',
    next: 'none',
  });
  return one;
};
const closed = async (change: Record<string, string> = {}) => {
  const one = await talked();
  await one.hub.post('catriona', `/app/work/referrals/${one.id}/close`, { reason: 'goals-met', message: 'Registered with the pantry.', ...change });
  return one;
};

describe('our referrals', () => {
  test('each says how it stands in plain words, without notes', async () => {
    const { hub } = await referred();
    expect((await hub.get('nadia', '/app/practice')).text).toContain('has it and has not answered yet');
    const { hub: later } = await took();
    expect((await later.get('nadia', '/app/practice')).text).toContain('The first conversation is planned for tomorrow.');
    const { hub: last } = await talked();
    const page = await last.get('nadia', '/app/practice');
    expect(page.text).toContain('In touch with the links practitioner.');
    expect(page.text).not.toContain('A secret of hers.');
    expect(page.text).toContain('Fairweather, Rory');
  });
  test('the wait is the practice’s own, with how many it was measured by; before that, what is usual', async () => {
    const { hub } = await referred();
    expect((await hub.get('nadia', '/app/practice')).text).toContain('usually within 10 working days');
    const { hub: later } = await talked();
    expect((await later.get('nadia', '/app/practice')).text).toContain('after 2 days for the one person');
  });
  test('the message back can be copied, and says no name of an organisation', async () => {
    const { hub, at } = await closed();
    const list = await hub.get('nadia', '/app/practice');
    expect(list.text).toContain('Registered with the pantry.');
    const page = await hub.get('nadia', at);
    expect(page.text).toContain('Rory Fairweather, born 1 December 1980. Referred Monday 23 November, closed Wednesday 25 November.');
    expect(page.text).toContain('Links practitioner support completed. Registered with the pantry.');
    expect(page.text).not.toContain('A secret of hers.');
  });
  test('mine are those I sent myself', async () => {
    const { hub, id } = await referred();
    expect((await hub.get('lorna', '/app/practice?show=mine')).text).toContain(id);
    expect((await hub.get('nadia', '/app/practice?show=mine')).text).not.toContain(id);
    expect((await hub.get('nadia', '/app/practice')).text).toContain(id);
  });
  test('what a sensitive need tells stays hidden in the list', async () => {
    const { hub } = await referred({ need: 'domestic-abuse' });
    const page = await hub.get('nadia', '/app/practice');
    expect(page.text).not.toContain('Fairweather');
    expect(page.text).toContain('Name hidden');
  });
  test('fifty stand on a page, and the others behind it', async () => {
    const hub = await webHub();
    for (let n = 0; n < 53; n += 1) await hub.call('POST', '/ServiceRequest', { body: sentReferral(`N-${n}`) });
    const count = async (at: string) => ((await hub.get('nadia', at)).text.match(/hub_row-title/g) ?? []).length;
    expect([await count('/app/practice'), await count('/app/practice?page=2'), await count('/app/practice?page=9')]).toEqual([50, 3, 3]);
  });
});

describe('one referral of the practice', () => {
  test('a question of the practitioner is answered here', async () => {
    const { hub, id, at } = await referred();
    await hub.post('catriona', `/app/work/referrals/${id}/triage`, { do: 'ask', question: 'Which number is right?' });
    expect((await hub.get('nadia', '/app/practice')).text).toContain('asks you something');
    expect((await hub.get('nadia', at)).text).toContain('Which number is right?');
    expect((await hub.post('nadia', at, { do: 'reply', reply: '' })).text).toContain('id="reply-fault"');
    expect(await hub.post('nadia', at, { do: 'reply', reply: 'The first one.' })).toMatchObject({ status: 303, location: `${at}?did=answered` });
    expect((await hub.get('nadia', at)).text).not.toContain('Which number is right?');
    expect((await hub.get('catriona', `/app/work/referrals/${id}/triage`)).status).toBe(200);
  });
  test('it is withdrawn with a reason', async () => {
    const { hub, at } = await took();
    expect((await hub.post('nadia', at, { do: 'withdraw', reason: '' })).text).toContain('id="reason-fault"');
    expect(await hub.post('nadia', at, { do: 'withdraw', reason: 'person-declined', more: 'Rang today' })).toMatchObject({ status: 303 });
    expect((await hub.get('nadia', at)).text).toContain('The person does not want it any more: Rang today');
  });
  test('another practice, a practitioner and a manager find nothing here', async () => {
    const { hub, at } = await referred();
    for (const [who, path] of [
      ['elsewhere', at],
      ['catriona', at],
      ['elspeth', at],
      ['catriona', '/app/practice'],
      ['elspeth', '/app/practice'],
      ['catriona', '/app/practice/refer'],
      ['elspeth', '/app/practice/digest'],
    ] as const)
      expect([who, path, (await hub.get(who, path)).status]).toEqual([who, path, 404]);
    expect((await hub.post('elsewhere', at, { do: 'withdraw', reason: 'other' })).status).toBe(404);
    expect((await hub.get('elsewhere', '/app/practice')).text).not.toContain('Fairweather');
  });
  test('a session that is over keeps what was typed', async () => {
    const { hub, form } = await referred();
    const sent = await hub.post('lorna', '/app/practice/refer', filled(form), 'over-lorna');
    expect(sent.location).toContain('kept=yes');
  });
});

describe('the month', () => {
  test('is told in counts and good news, without a name', async () => {
    const { hub } = await closed();
    const page = await hub.get('nadia', '/app/practice/digest?month=2026-11');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Links practitioner: November 2026');
    expect(page.text).toContain('One person has done what mattered to them.');
    expect(page.text).toMatch(/Referrals<\/th><td>1</);
    expect(page.text).not.toContain('Fairweather');
  });
  test('a month to come, or none, is this month', async () => {
    const { hub } = await referred();
    for (const month of ['2027-01', '2026-13', '<script>', '2001-01']) {
      const page = await hub.get('nadia', `/app/practice/digest?month=${encodeURIComponent(month)}`);
      expect(page.text).toContain('November 2026');
      expect(page.text).not.toContain('<script');
    }
    expect((await hub.get('nadia', '/app/practice/digest?month=2026-10')).text).toContain('Nothing to tell yet');
  });
});

test('no address and no log tells who it is about', async () => {
  const { hub, done, at } = await closed();
  await hub.get('nadia', at);
  expect([done.location, JSON.stringify(hub.logged)].join()).not.toMatch(/Fairweather|Rory|1980|960123/);
});
