/** The page of the two permissions: shown, written down, taken back, and who may agree for somebody under 16. */
import { describe, expect, test } from 'vitest';
import { moved, onwardRequest, referredOn, sent } from '#test/fhir-steps';
import { harmless, hostile, personPages } from '#test/web-person';

type Pages = Awaited<ReturnType<typeof personPages>>;
const said = { refer: 'yes', share: 'yes', how: 'telephone', do: 'record' };
const record = ({ hub, page }: Pages, fields: object = {}) => hub.post('catriona', page('consent'), { ...said, ...fields });
const shown = async ({ hub, page }: Pages, more = '') => (await hub.get('catriona', page('consent') + more)).text;
const kept = ({ hub }: Pages) =>
  hub.table
    .all()
    .filter(({ sk }) => sk.startsWith('T#Consent#'))
    .map(({ data }) => JSON.parse(JSON.parse(String(data)).resource));
const referOn = ({ hub, id, reference }: Pages, organisation: string) =>
  hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: onwardRequest(id, `Organization/${organisation}`, { subject: { reference } }) });
const task = async ({ hub }: Pages, id: string) => (await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body;
const dayOf = (name: string, day: string) => {
  const [year, month, date] = day.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

describe('what stands', () => {
  test('is what came with the referral, for all services', async () => {
    const one = await personPages();
    const page = await shown(one);
    expect(page.match(/<strong>Yes<\/strong>/g)).toHaveLength(2);
    expect(page).toContain('It came with the referral');
    expect(page).toContain('nothing is under way that would end');
  });
  test('is nothing where nobody asked, and nothing can be taken back', async () => {
    const page = await shown(await personPages({ agreed: false }));
    expect(page.match(/<strong>Not asked yet<\/strong>/g)).toHaveLength(2);
    expect(page).not.toContain('No longer:');
    expect(page).toContain('Nothing has been written down yet.');
  });
  test('is told for each organisation that something was said of, with what a no would end', async () => {
    const one = await personPages();
    await referredOn(one.hub, one.id);
    const working = await referredOn(one.hub, one.id, 'Organization/kelvinbank');
    await moved(one.hub, working, { status: 'accepted' }, { as: 'organisation-other' });
    const page = await shown(one);
    expect(page).toContain('The request to Drumgarth Food Pantry will be taken back.');
    expect(page).toContain('Kelvinbank Welfare Rights will be asked to stop.');
    expect(page).toContain('as for all services');
  });
});

describe('what is written down', () => {
  test('lets a service be asked at once, and says who agreed, how, and who wrote it down', async () => {
    const one = await personPages({ agreed: false });
    expect((await referOn(one, 'drumgarth')).status).toBe(422);
    const done = await record(one);
    expect(done).toMatchObject({ status: 303, location: `${one.at}/consent?referral=${one.id}&did=said` });
    expect((await one.hub.get('catriona', done.location)).text).toContain('It is written down.');
    expect((await referOn(one, 'drumgarth')).status).toBe(201);
    const page = await shown(one);
    expect(page).toContain('Yes: to be referred on and to pass on what a service needs (all services)');
    expect(page).toContain('said Monday 23 November · Said by telephone · written down by Catriona Weir');
    expect(kept(one)).toMatchObject([
      { performer: [{ type: 'Patient' }], dateTime: '2026-11-23', policyRule: { coding: [{ code: 'said-telephone' }, { code: 'given-by-person' }] } },
    ]);
  });
  test('can be for one organisation and for a time, which the day ends', async () => {
    const one = await personPages({ agreed: false });
    await record(one, { organisation: 'drumgarth', ...dayOf('until', '2026-11-25') });
    expect((await referOn(one, 'kelvinbank')).status).toBe(422);
    expect(await shown(one)).toContain('until Wednesday 25 November');
    expect((await referOn(one, 'drumgarth')).status).toBe(201);
    one.hub.pass(3 * 86_400_000);
    expect(await shown(one)).toContain('Was given for a time, which is over');
  });
  test('can be a yes to one and a no to the other, both or neither kept', async () => {
    const one = await personPages();
    expect((await record(one, { share: 'no' })).status).toBe(303);
    expect(kept(one).map(({ provision }) => provision.type)).toEqual(expect.arrayContaining(['permit', 'deny']));
    expect((await shown(one)).match(/<strong>(Yes|No)<\/strong>/g)).toEqual(['<strong>Yes</strong>', '<strong>No</strong>']);
    const before = kept(one).length;
    Object.assign(one.hub.ports.carryOut, { circumstances: () => Promise.reject(new Error('broken on purpose')) });
    expect((await record(one, { share: 'no' })).status).toBe(500);
    expect(kept(one)).toHaveLength(before);
  });
  test('is kept once, however often it is sent', async () => {
    const one = await personPages({ agreed: false });
    const [, once = ''] = /name="once" value="(\w{26})"><div class="ds_question">/.exec(await shown(one)) ?? [];
    expect(once).not.toBe('');
    for (const _ of [1, 2]) expect((await record(one, { once })).status).toBe(303);
    expect(kept(one)).toHaveLength(1);
    expect((await record(one, { once, share: 'not-asked' })).status).toBe(303);
    expect(kept(one)).toHaveLength(2);
  });
  test('to all services leaves out those to whom they said no by name', async () => {
    const one = await personPages();
    await one.hub.post('catriona', one.page('consent'), { do: 'withdraw', permission: 'share', organisation: 'drumgarth' });
    one.hub.pass(1000);
    expect(await shown(one)).toContain('Their no to Drumgarth Food Pantry stands.');
    await record(one);
    expect((await referOn(one, 'drumgarth')).status).toBe(422);
    expect((await referOn(one, 'kelvinbank')).status).toBe(201);
    one.hub.pass(1000);
    await record(one, { organisation: 'drumgarth' });
    expect((await referOn(one, 'drumgarth')).status).toBe(201);
  });
  test('does not count where it was said before a no', async () => {
    const one = await personPages();
    one.hub.pass(2 * 86_400_000);
    await one.hub.post('catriona', one.page('consent'), { do: 'withdraw', permission: 'refer', organisation: '' });
    one.hub.pass(86_400_000);
    const again = await record(one, dayOf('day', '2026-11-24'));
    expect(again.status).toBe(422);
    expect(again.text).toContain('They said no on Wednesday 25 November. A yes from before that does not count: ask them again.');
    expect((await record(one, dayOf('day', '2026-11-26'))).status).toBe(303);
  });
  test.each([
    [{ refer: 'not-asked', share: 'not-asked' }, 'refer', 'Say what they answered'],
    [{ how: '' }, 'how', 'Choose one'],
    [{ how: 'supporter' }, 'helper', 'Say who supported them'],
    [{ organisation: 'nobody' }, 'organisation', 'Choose a service of the list'],
    [dayOf('day', '2026-11-24'), 'day', 'Enter a day that is today or earlier'],
    [dayOf('day', '2026-02-30'), 'day', 'Enter a day that exists'],
    [dayOf('until', '2026-11-22'), 'until', 'Enter a day that is still to come'],
  ])('with %j is told at its field, and nothing is kept', async (fields, field, text) => {
    const one = await personPages({ agreed: false });
    const page = await record(one, { helper: hostile.slice(0, 20), ...(field === 'helper' ? { helper: '' } : {}), ...fields });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`<a href="#${field}">[^<]*${text}`));
    expect(page.text).toContain(`id="${field}-fault"`);
    expect(kept(one)).toEqual([]);
  });
  test('is shown harmlessly, whatever was typed', async () => {
    const one = await personPages({ agreed: false });
    expect((await record(one, { how: 'supporter', helper: hostile })).status).toBe(303);
    const page = await shown(one);
    expect(page).toContain(`Through a supporter: ${harmless}`);
    expect(page).not.toContain('<script>');
    expect(JSON.stringify(one.hub.logged)).not.toContain('alert');
  });
});

describe('taking back', () => {
  test('is one button: a request is cancelled, who is at work is asked to stop, in one commit', async () => {
    const one = await personPages();
    const waiting = await referredOn(one.hub, one.id);
    const working = await referredOn(one.hub, one.id, 'Organization/kelvinbank');
    await moved(one.hub, working, { status: 'accepted' }, { as: 'organisation-other' });
    const done = await one.hub.post('catriona', one.page('consent'), { do: 'withdraw', permission: 'share', organisation: '' });
    expect(done).toMatchObject({ status: 303, location: `${one.at}/consent?referral=${one.id}&did=withdrawn` });
    expect(await task(one, waiting)).toMatchObject({ status: 'cancelled' });
    expect(await task(one, working)).toMatchObject({ businessStatus: { coding: [{ code: 'cancellation-requested' }] } });
    const page = (await one.hub.get('catriona', done.location)).text;
    expect(page).toContain('The services it concerns are told now.');
    expect(page).toContain('Taken back');
  });
  test('from one organisation leaves the others as they are', async () => {
    const one = await personPages();
    const [pantry, advice] = [await referredOn(one.hub, one.id), await referredOn(one.hub, one.id, 'Organization/kelvinbank')];
    await one.hub.post('catriona', one.page('consent'), { do: 'withdraw', permission: 'refer', organisation: 'drumgarth' });
    expect([(await task(one, pantry)).status, (await task(one, advice)).status]).toEqual(['cancelled', 'requested']);
    expect(await shown(one)).toContain('No longer: be referred to services');
  });
  test('of a permission or from an organisation that is none does nothing', async () => {
    const one = await personPages();
    for (const fields of [{ permission: 'all' }, { permission: 'share', organisation: 'nobody' }])
      expect((await one.hub.post('catriona', one.page('consent'), { do: 'withdraw', ...fields })).status).toBe(409);
    expect(kept(one)).toEqual([]);
  });
});

describe('under 16', () => {
  const young = { birthDate: '2013-05-01', identifier: undefined };
  test('they agree themselves only where it is recorded that they understand', async () => {
    const one = await personPages({ person: young, agreed: false });
    expect(await shown(one)).toContain('They are 13.');
    const silent = await record(one);
    expect(silent.text).toMatch(/<a href="#giver">[^<]* Choose one<\/a>/);
    expect((await record(one, { giver: 'person' })).status).toBe(422);
    expect((await record(one, { giver: 'person-understands' })).status).toBe(303);
    expect(kept(one)).toMatchObject([{ policyRule: { coding: [{}, { code: 'given-by-person-understands' }] } }]);
  });
  test('a person with parental responsibilities agrees by name', async () => {
    const one = await personPages({ person: young, agreed: false });
    expect((await record(one, { giver: 'parent' })).text).toMatch(/<a href="#parent">[^<]* Say who that person is<\/a>/);
    expect((await record(one, { giver: 'parent', parent: 'Ann Example, guardian' })).status).toBe(303);
    expect(await shown(one)).toContain('agreed by Ann Example, guardian');
  });
  test('the programme may leave it to parents and guardians alone', async () => {
    const one = await personPages({ person: young, agreed: false, area: { under16: 'parent-or-guardian' } });
    expect((await record(one, { giver: 'person-understands' })).status).toBe(422);
    expect((await record(one, { giver: 'parent', parent: 'Ann Example, guardian' })).status).toBe(303);
  });
  test('where it is not offered a yes is refused and a no is taken', async () => {
    const one = await personPages({ person: young, agreed: false, area: { under16: 'not-offered' } });
    expect((await record(one)).text).toContain('a yes cannot be written down');
    expect((await record(one, { refer: 'no', share: 'no' })).status).toBe(303);
  });
  test('whether somebody of whom only the year is known is 16 is asked', async () => {
    const one = await personPages({ person: { birthDate: '2010' }, agreed: false });
    expect(await shown(one)).toContain('Their date of birth is not known to the day');
    expect((await record(one)).status).toBe(422);
    expect((await record(one, { giver: 'person' })).status).toBe(303);
  });
});

test('the words to read aloud are there in English and in Gaelic', async () => {
  const one = await personPages();
  expect(await shown(one)).toContain('To read aloud');
  const gaelic = await shown(one, '&aloud=gd');
  expect(gaelic).toContain('<div lang="gd"><h2>Ri leughadh os àird</h2>');
  expect(gaelic).toContain('The Gaelic has not been checked by a native speaker yet.');
});
test('the page of the referral says how it stands since something was said', async () => {
  const one = await personPages({ agreed: false });
  const referralPage = async () => (await one.hub.get('catriona', `/app/work/referrals/${one.id}`)).text;
  expect(await referralPage()).toContain('Not recorded: ask before you refer on');
  await record(one, { share: 'no' });
  expect(await referralPage()).toContain('To be referred on: Yes. To pass on what a service needs: No.');
});
test('missing consent stops nobody from accepting', async () => {
  const one = await personPages({ agreed: false });
  expect((await one.hub.get('catriona', `/app/work/referrals/${one.id}`)).status).toBe(200);
  expect((await shown(one)).includes('Without consent you can still accept the referral')).toBe(true);
});
test('who may not know the person finds no page, and neither does who names another’s referral', async () => {
  const one = await personPages();
  const others = await sent(one.hub, {
    contained: [
      {
        resourceType: 'Patient',
        id: 'patient',
        name: [{ family: 'Other', given: ['Bram'] }],
        birthDate: '1990-05-05',
        telecom: [{ system: 'phone', value: '01632 960001' }],
      },
    ],
    supportingInfo: undefined,
  });
  for (const name of ['jamal', 'nadia', 'lorna', 'elspeth', 'elsewhere'] as const) {
    expect(await one.hub.get(name, one.page('consent'))).toMatchObject({ status: 404 });
    expect(await one.hub.post(name, one.page('consent'), said)).toMatchObject({ status: 404 });
  }
  for (const address of [`${one.at}/consent?referral=${others}`, `${one.at}/consent?referral=x`, '/app/work/people/nobody/consent'])
    expect(await one.hub.get('catriona', address)).toMatchObject({ status: 404 });
  expect(await one.hub.get('moira', `${one.at}/consent`)).toMatchObject({ status: 200 });
  expect(kept(one)).toEqual([]);
});
