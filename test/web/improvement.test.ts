/** Practice development plans: the team and its practitioner own a plan together, the manager of the area reads it, and nobody is in it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { planOf } from '#improvement/improvement-store';
import { hostile, typedIn } from '#test/community-hub';
import { dayFields, summary, type TwoAreas, twoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';
import { pages } from '#web/pages';

const at = '/app/plan/birchtree';
const rate = `${at}/rate/2026-10-01`;
const start = `${at}/start/awareness`;
const birchtree = 'birchtree' as never;
const rated = { awareness: '3', signposting: '2', roles: ['gp', 'reception'], note: 'We talked about the desk' };
const begun = {
  ...{ 'new-aim': 'Reception suggests us', 'measure-name': 'People suggested', unit: 'people a week', idea: 'A card at the desk' },
  ...{ plan: 'Kay prints it', predicted: 'Three a week', owner: 'reception', ...dayFields('from', '2026-11-01'), ...dayFields('to', '2026-11-20') },
};
let hub: TwoAreas;
beforeEach(async () => {
  hub = await twoAreas();
});
const get = async (path: string, as: Named = 'catriona') => (await hub.get(as, path)).text;
const post = (path: string, fields: Record<string, string | string[]>, as: Named = 'catriona') => hub.post(as, path, fields);
const plan = () => planOf(hub.access, birchtree);
const faults = async (path: string, fields: Record<string, string | string[]>) => {
  const { status, text } = await post(path, fields);
  expect(status).toBe(422);
  return summary(text).map(([field]) => field);
};
const all = async () => JSON.stringify((await hub.access.query({ pk: 'PLAN#birchtree' })).items);
/** A cycle with an aim and a measure of its own. */
const started = async () => {
  expect((await post(start, begun)).location).toBe(`${at}?did=started`);
  const { cycles, aims, measures } = await plan();
  return { cycle: `${at}/cycles/${cycles[0]?.id}`, aim: `${at}/aims/${aims[0]?.id}`, measure: `${at}/measures/${measures[0]?.id}` };
};

describe('whose it is', () => {
  const addresses = async () => {
    const { cycle, aim, measure } = await started();
    const known: Record<string, string> = { '/cycles/{cycle}': cycle, '/aims/{aim}': aim, '/measures/{measure}': measure };
    return pages
      .filter(({ path }) => path.startsWith('/app/plan/'))
      .map((page) => {
        const below = page.path.replace('/app/plan/{practice}', '');
        return { page, address: known[below] ?? `${at}${below.replace('{quarter}', '2026-10-01').replace('{capacity}', 'awareness')}` };
      });
  };
  test('the practitioner and everybody of the practice have every page; other practices and other areas have none', async () => {
    const found = await addresses();
    expect(found.length).toBeGreaterThan(8);
    const before = await all();
    for (const { page, address } of found) {
      for (const ours of ['catriona', 'moira', 'nadia', 'reception'] as const) expect((await hub.get(ours, address)).status, `${ours}: ${address}`).toBe(200);
      for (const other of ['jamal', 'elsewhere', 'fraser'] as const) {
        expect((await hub.get(other, address)).status, `${other}: ${address}`).toBe(404);
        expect([404, 405], `${other}: ${address}`).toContain(
          (await post(address, { comment: 'x', ...rated, ...begun, do: 'story', story: 'x' }, other)).status,
        );
      }
      expect((await hub.get('elspeth', address)).status, address).toBe(page.for.includes('manager') ? 200 : 404);
    }
    expect(await all()).toBe(before);
  });
  test('the manager reads: she is shown no form but that of a comment, and what she posts changes nothing', async () => {
    const found = await addresses();
    const before = await all();
    for (const { page, address } of found.filter((one) => one.page.for.includes('manager'))) {
      const forms = [...(await get(address, 'elspeth')).matchAll(/<form [^>]*action="([^"]*)"/g)].map(([, to]) => to).filter((to) => to !== '/app/sign-out');
      expect(forms, address).toEqual(address === at ? [at] : []);
      if (page.post && address !== at) expect((await post(address, { ...rated, ...begun, do: 'story', story: 'x' }, 'elspeth')).status, address).toBe(404);
    }
    expect(await all()).toBe(before);
  });
  test('her list is by name and says how far each is, with no score of any', async () => {
    await post(rate, rated);
    await started();
    const list = await get('/app/plan', 'elspeth');
    expect(list.indexOf('Birchtree Practice')).toBeLessThan(list.indexOf('Thistledown Practice'));
    expect(list).toContain('Capacities last rated for October to December 2026');
    expect(list).toContain('0 cycles in work, 1 cycle waits for a decision, 0 decided');
    expect(list).not.toMatch(/Rowanbank|Awareness|just beginning/);
    expect(await get('/app/plan', 'fraser')).not.toContain('Birchtree');
    expect(await get('/app/manage/practices', 'elspeth')).toContain('href="/app/plan"');
  });
  test('who has one practice is led to its plan', async () => {
    for (const name of ['catriona', 'reception'] as const) expect((await hub.get(name, '/app/plan')).location).toBe(at);
  });
});

describe('the seven capacities', () => {
  test('stand on one page, each with what the hub shows of it; for the wellbeing of a team there is nothing', async () => {
    const text = await get(at);
    const sections = text.split('<section>').map((part) => part.replaceAll(/<[^>]+>/g, ' '));
    const of = (name: string) => sections.find((part) => part.trim().startsWith(name)) ?? '';
    expect(of('Team Wellbeing')).toContain('None: this cannot be counted; talk about it as a team.');
    expect(of('Awareness')).toContain('The hub has counted nothing of this quarter yet');
    expect(of('Problem Solving')).toContain('Open with a links practitioner: 0');
    expect(of('Network building')).toContain('0 organisations said yes');
    expect(of('Intelligence')).toMatch(/in the directory for Glasgow City\.\s+From the directory, 23 November 2026/);
    expect(of('Signposting')).toContain('told of a place this quarter: 0');
    expect(of('Network building')).toContain('have a named contact');
  });
  test('are rated together, said by role, for this quarter and the one before', async () => {
    expect((await post(rate, rated)).location).toBe(`${at}?did=rated`);
    await post(`${at}/rate/2026-07-01`, { awareness: '1', roles: 'gp' });
    const text = await get(at, 'nadia');
    expect(text).toMatch(/Oct–Dec 2026<\/th><th scope="col">Jul–Sep 2026/);
    expect(text).toMatch(/Awareness<\/th><td>3<\/td><td>1<\/td>/);
    expect(text).toMatch(/Team Wellbeing<\/th><td>not rated<\/td><td>not rated<\/td>/);
    expect(text).toContain('these took part: GP and reception.');
    expect(text).toContain('We talked about the desk');
    expect((await hub.get('catriona', `${at}/rate/2026-04-01`)).status).toBe(404);
    expect((await post(`${at}/rate/2026-04-01`, rated)).status).toBe(404);
  });
  test('are drawn as a run chart once there are more than the table shows, and not before', async () => {
    for (const months of [0, 3, 3, 3, 3]) {
      hub.pass(months * 31 * 86_400_000);
      expect(await get(at)).not.toContain('as the team rated it');
      const [, quarter = ''] = /rate\/(\d{4}-\d\d-\d\d)/.exec(await get(at)) ?? [];
      await post(`${at}/rate/${quarter}`, { awareness: '3', roles: 'gp' });
    }
    expect(await get(at)).toMatch(/Awareness, as the team rated it[\s\S]*Only 5 points/);
  });
  test('without a rating or without who took part nothing is saved, and what was ticked stays', async () => {
    expect(await faults(rate, {})).toEqual(['team-wellbeing', 'roles']);
    const { text } = await post(rate, { awareness: '4' });
    expect(typedIn(text).awareness).toEqual(['4']);
    expect((await plan()).ratings).toEqual([]);
  });
  test('can be rated again as the page is shown, which changes nothing', async () => {
    await post(rate, rated);
    await post(rate, typedIn(await get(rate)));
    const [one] = (await plan()).ratings;
    expect(one).toMatchObject({ versionId: 2, scores: { awareness: '3', signposting: '2' }, roles: ['gp', 'reception'], note: 'We talked about the desk' });
    expect(await get(`${at}/history`)).toContain('saved without a change');
  });
});

describe('a cycle', () => {
  test('is one form: aim, measure, idea, plan, what is expected, dates and who looks after it', async () => {
    await started();
    const { cycles, aims, measures } = await plan();
    expect(aims).toMatchObject([{ capacity: 'awareness', text: 'Reception suggests us', state: 'open' }]);
    expect(measures).toMatchObject([{ name: 'People suggested', unit: 'people a week', aim: aims[0]?.id, values: [] }]);
    expect(cycles).toMatchObject([{ idea: 'A card at the desk', predicted: 'Three a week', aim: aims[0]?.id, measure: measures[0]?.id, owner: 'reception' }]);
    const text = await get(at);
    expect(text).toMatch(/A card at the desk<\/a> <span class="hub_flag hub_flag--danger">to be decided/);
  });
  test('that is sent twice is started once, and so with everything that is added', async () => {
    const shown = { ...typedIn(await get(start)), ...begun };
    for (const _ of [1, 2]) expect((await post(start, shown)).location).toBe(`${at}?did=started`);
    const forms: [string, Record<string, string | string[]>, Named][] = [
      [`${at}/actions`, { do: 'add', action: 'Print', capacity: 'awareness', owner: 'gp', ...dayFields('due', '2026-12-01') }, 'catriona'],
      [`${at}/learning`, { do: 'session', topic: 'The pantry', minutes: '5', 'of-gp': '1', ...dayFields('held', '2026-11-20') }, 'catriona'],
      [`${at}/learning`, { do: 'story', story: 'A story' }, 'catriona'],
      [at, { comment: 'Well done' }, 'elspeth'],
    ];
    for (const [path, fields, as] of forms) {
      const [name = ''] = typedIn(await get(path, as)).new ?? [];
      for (const _ of [1, 2]) expect((await post(path, { ...fields, new: name }, as)).status, path).toBe(303);
    }
    const counts = Object.entries(await plan()).map(([kind, list]) => [kind, list.length]);
    const once = ['aims', 'measures', 'cycles', 'actions', 'sessions', 'stories', 'comments'].map((kind) => [kind, 1]);
    expect(counts).toEqual([['ratings', 0], ...once]);
  });
  test('of an aim and a measure that are there makes none anew', async () => {
    await started();
    const { aims, measures } = await plan();
    const { 'new-aim': _, 'measure-name': __, unit: ___, ...rest } = begun;
    await post(start, { ...rest, aim: aims[0]?.id ?? '', measure: measures[0]?.id ?? '', idea: 'Another idea' });
    const now = await plan();
    expect([now.aims.length, now.measures.length, now.cycles.length]).toEqual([1, 1, 2]);
  });
  test('filled in wrongly leads to each fault, and writes neither aim nor measure', async () => {
    expect(await faults(start, {})).toEqual(['new-aim', 'idea', 'predicted', 'from', 'to', 'owner']);
    expect(await faults(start, { ...begun, unit: '', ...dayFields('to', '2026-10-01') })).toEqual(['unit', 'to']);
    expect(await faults(start, { ...begun, 'new-aim': '', aim: 'nothing' })).toEqual(['new-aim']);
    expect(JSON.parse(await all())).toEqual([]);
    expect((await hub.get('catriona', `${at}/start/nothing`)).status).toBe(404);
    expect((await post(`${at}/start/nothing`, begun)).status).toBe(404);
  });
  test('is decided once it is said what happened, and can be opened again', async () => {
    const { cycle } = await started();
    const shown = typedIn(await get(cycle));
    const whole = { ...shown, owner: 'reception', aim: (await plan()).aims[0]?.id ?? '', measure: (await plan()).measures[0]?.id ?? '' };
    expect(await faults(cycle, { ...whole, decision: 'adapt' })).toEqual(['study']);
    const decided = { ...whole, decision: 'adapt', did: 'Two weeks of three', study: 'Two a week', act: 'A larger card' };
    expect((await post(cycle, decided, 'reception')).location).toBe(`${cycle}?did=saved`);
    expect((await plan()).cycles).toMatchObject([{ versionId: 2, decision: 'adapt', study: 'Two a week', idea: 'A card at the desk', byName: 'Kay Lowe' }]);
    expect(await get(at, 'elspeth')).toMatch(/decided<\/span>[\s\S]*Adapt: we change it and try again/);
    expect(await get(cycle, 'elspeth')).toMatch(/What do you expect to happen\?<\/dt><dd[^>]*>Three a week/);
    await post(cycle, { ...decided, decision: '', seen: '2' });
    expect((await plan()).cycles[0]?.decision).toBeUndefined();
  });
  test('who was overtaken sees what was changed, keeps what was typed, and may save it again', async () => {
    const { cycle } = await started();
    const { aims, measures } = await plan();
    const whole = { ...typedIn(await get(cycle)), owner: 'reception', aim: aims[0]?.id ?? '', measure: measures[0]?.id ?? '' };
    await post(cycle, { ...whole, predicted: 'Five a week' }, 'nadia');
    const { status, text } = await post(cycle, { ...whole, idea: 'Mine <b>' });
    expect(status).toBe(409);
    expect(text).toContain('Dr Nadia Khan saved it today');
    expect(text).toContain('What do you expect to happen?: Three a week → Five a week');
    const again = typedIn(text);
    expect([again.idea, again.predicted, again.seen]).toEqual([['Mine <b>'], ['Three a week'], ['2']]);
    expect((await plan()).cycles[0]?.predicted).toBe('Five a week');
    expect((await post(cycle, { ...again, owner: 'reception', aim: whole.aim, measure: whole.measure })).status).toBe(303);
    const history = (await get(`${at}/history`)).replaceAll(/<[^>]+>/g, ' ');
    expect(history).toContain('Five a week → Three a week');
  });
  test('two who rate the same quarter for the first time: the second sees the first', async () => {
    const blank = typedIn(await get(rate));
    await post(rate, { ...blank, ...rated }, 'nadia');
    const { status, text } = await post(rate, { ...blank, ...rated, awareness: '5' });
    expect([status, text.includes('Awareness: 3')]).toEqual([409, true]);
    expect((await plan()).ratings[0]?.scores.awareness).toBe('3');
  });
});

describe('a measure', () => {
  const value = (on: string, number: string) => ({ do: 'value', ...dayFields('day', on), value: number });
  test('has values by day, with the cycle in which something was tried', async () => {
    const { measure } = await started();
    for (const [on, number] of [
      ['2026-10-20', '1'],
      ['2026-11-03', '2,5'],
      ['2026-11-17', '3'],
    ] as const)
      await post(measure, value(on, number));
    await post(measure, value('2026-11-17', '4'));
    const text = await get(measure, 'elspeth');
    expect(text).toMatch(
      /20 October 2026<\/th><td>1<\/td><td><\/td>[\s\S]*3 November 2026<\/th><td>2.5<\/td><td>A card at the desk<\/td>[\s\S]*17 November 2026<\/th><td>4</,
    );
    await post(measure, { do: 'take-out', entry: '2026-10-20' });
    expect((await plan()).measures[0]?.values.map(({ day }) => day)).toEqual(['2026-11-03', '2026-11-17']);
    expect(await get(`${at}/history`)).toContain('Value of 20 October 2026: 1 → empty');
  });
  test('is a run chart with the cycles marked, once there is a value', async () => {
    const { measure } = await started();
    expect(await get(measure)).not.toContain('<svg');
    for (let n = 0; n < 12; n += 1) await post(measure, value(`2026-${n < 6 ? '10' : '11'}-${String(10 + (n % 6)).padStart(2, '0')}`, n < 6 ? '1' : '5'));
    const text = await get(measure, 'elspeth');
    expect(text).toContain('Run chart: People suggested');
    expect(text).toContain('A: A card at the desk (from 10 Nov 2026).');
    expect(text).toMatch(/Squares, a shift: six or more in a row above the median, 10 Nov 2026 to 15 Nov 2026/);
  });
  test('takes no value that is none, or of a day to come', async () => {
    const { measure } = await started();
    expect(await faults(measure, value('2026-11-24', 'many'))).toEqual(['value', 'day']);
    expect(await faults(measure, { do: 'value' })).toEqual(['day', 'value']);
    expect(await faults(measure, { do: 'details', name: '', unit: '' })).toEqual(['name', 'unit']);
  });
  test('can be named otherwise', async () => {
    const { measure } = await started();
    await post(measure, { do: 'details', name: 'Suggested', unit: 'people', how: 'By tally', seen: '1' });
    expect((await plan()).measures).toMatchObject([{ name: 'Suggested', unit: 'people', how: 'By tally' }]);
    expect((await post(measure, { do: 'details', name: 'Other', unit: 'people', seen: '1' })).status).toBe(409);
  });
});

describe('aims, actions, learning and comments', () => {
  test('an aim is said otherwise, and reached', async () => {
    const { aim } = await started();
    expect(await faults(aim, { text: '', state: '' })).toEqual(['text', 'state']);
    await post(aim, { text: 'Reception suggests us daily', state: 'reached', seen: '1' });
    expect(await get(at)).toMatch(/Reception suggests us daily<\/strong> <span class="hub_flag">Reached/);
  });
  test('an action is added, done, undone and taken out', async () => {
    const path = `${at}/actions`;
    expect(await faults(path, { do: 'add' })).toEqual(['action', 'capacity', 'owner', 'due']);
    await post(path, { do: 'add', action: 'Print leaflets', capacity: 'signposting', owner: 'manager', ...dayFields('due', '2026-11-20') });
    expect(await get(path)).toMatch(/Print leaflets <span[^>]*>late<\/span>[\s\S]*Practice manager, by 20 November 2026/);
    const entry = (await plan()).actions[0]?.id ?? '';
    await post(path, { do: 'done', entry }, 'lorna');
    expect(await get(at)).toContain('1 of 1 action done');
    await post(path, { do: 'reopen', entry });
    await post(path, { do: 'take-out', entry });
    expect((await plan()).actions).toEqual([]);
    expect((await post(path, { do: 'done', entry })).status).toBe(409);
    expect((await post(path, { do: 'nothing', entry })).status).toBe(409);
    expect(await get(`${at}/history`)).toContain('taken out');
  });
  test('a session is logged by role, and is what the hub shows of shared learning', async () => {
    const path = `${at}/learning`;
    expect(await faults(path, { do: 'session' })).toEqual(['topic', 'held', 'minutes', 'of-links-practitioner']);
    await post(path, {
      do: 'session',
      topic: 'The pantry',
      minutes: '45',
      'of-gp': '2',
      'of-reception': '1',
      'of-nurse': '0',
      ...dayFields('held', '2026-11-20'),
    });
    expect(await get(path)).toContain('20 November 2026. 45 minutes: 2 GP, 1 reception');
    expect(await get(at)).toContain('1 session, 45 minutes together, with GP and reception');
    await post(path, { do: 'out-session', entry: (await plan()).sessions[0]?.id ?? '' });
    expect((await plan()).sessions).toEqual([]);
  });
  test('a story is shared and taken out again', async () => {
    const path = `${at}/learning`;
    await post(path, { do: 'story', story: 'Somebody opened their letters' }, 'reception');
    expect(await get(path, 'elspeth')).toMatch(/Somebody opened their letters[\s\S]*Shared by Kay Lowe, 23 November 2026/);
    await post(path, { do: 'out-story', entry: (await plan()).stories[0]?.id ?? '' });
    expect(await get(path)).not.toContain('opened their letters');
  });
  test('the manager leaves a comment that the team reads and cannot write', async () => {
    expect((await post(at, { comment: 'Well done' }, 'elspeth')).location).toBe(`${at}?did=commented`);
    expect(await get(at)).toMatch(/Well done[\s\S]*Elspeth Munro, today/);
    expect((await post(at, { comment: 'Thanks' })).status).toBe(409);
    const { status, text } = await post(at, { comment: '' }, 'elspeth');
    expect([status, summary(text).map(([field]) => field)]).toEqual([422, ['comment']]);
  });
});

describe('nobody is in it', () => {
  test('a number, a date, a postcode or an address is refused in every text, at its field', async () => {
    const { cycle, aim, measure } = await started();
    const whole = { ...begun, aim: (await plan()).aims[0]?.id ?? '', measure: (await plan()).measures[0]?.id ?? '', seen: '1' };
    const telling = 'Her number is 010101 1237';
    const before = await all();
    const texts: [string, Record<string, string | string[]>, string][] = [
      [rate, { ...rated, note: telling }, 'note'],
      [aim, { text: telling, state: 'open' }, 'text'],
      ...['new-aim', 'measure-name', 'unit', 'how', 'idea', 'plan', 'predicted'].map((name): (typeof texts)[number] => [
        start,
        { ...begun, [name]: telling },
        name,
      ]),
      ...['did', 'study', 'act'].map((name): (typeof texts)[number] => [cycle, { ...whole, [name]: telling }, name]),
      ...['name', 'unit', 'how'].map((name): (typeof texts)[number] => [measure, { do: 'details', name: 'N', unit: 'U', seen: '1', [name]: telling }, name]),
      [`${at}/actions`, { do: 'add', action: telling, capacity: 'awareness', owner: 'gp', ...dayFields('due', '2026-12-01') }, 'action'],
      [`${at}/learning`, { do: 'session', topic: telling, minutes: '5', 'of-gp': '1', ...dayFields('held', '2026-11-20') }, 'topic'],
      [`${at}/learning`, { do: 'story', story: telling }, 'story'],
    ];
    for (const [path, fields, field] of texts) expect(await faults(path, fields), `${path} ${field}`).toEqual([field]);
    expect((await post(at, { comment: 'born 12/03/1958' }, 'elspeth')).status).toBe(422);
    console.log(`${texts.length + 1} texts tried`);
    expect(await all()).toBe(before);
    expect(await get(`${at}/learning`)).toContain('never about a patient');
  });
  test('hostile text is shown as text, and stands in no address and no log', async () => {
    await post(rate, { ...rated, note: hostile });
    await post(start, { ...begun, 'new-aim': hostile, 'measure-name': hostile, unit: hostile, idea: hostile, predicted: hostile });
    await post(`${at}/learning`, { do: 'story', story: hostile });
    await post(at, { comment: hostile }, 'elspeth');
    const { cycles, measures } = await plan();
    for (const path of [at, `${at}/learning`, `${at}/history`, `${at}/cycles/${cycles[0]?.id}`, `${at}/measures/${measures[0]?.id}`, rate]) {
      const text = await get(path);
      expect(text, path).toContain('&lt;script&gt;alert(');
      expect(text, path).not.toContain('<script>');
    }
    expect(JSON.stringify(hub.logged)).not.toContain('alert');
  });
});
