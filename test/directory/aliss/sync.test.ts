/** The copy of ALISS: whole, in step, taken up where it stood, and never worse than it was. Against the stand-in with its mistakes, and a real table engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alissOf } from '#directory/aliss/aliss-store';
import { servicesIn, snapshotIn } from '#directory/aliss/snapshot-store';
import { alissProgress, alissReport, type SyncPorts, syncAliss } from '#directory/aliss/sync-store';
import { isStale } from '#directory/aliss/sync-types';
import { type AlissStandIn, startAliss } from '#local/aliss/stand-in';
import { memoryTable } from '#platform/memory-table';
import { originFetch } from '#platform/origin-fetch';
import { instantOf } from '#platform/time';
import type { Item, Table, Write } from '#platform/types';
import { engineTables } from '#test/engine-tables';

let aliss: AlissStandIn;
let table: Table;
let now: number;
let written: Item[];
beforeEach(async () => {
  aliss = await startAliss(130);
  now = Date.UTC(2026, 10, 23, 9);
  written = [];
  const plain = memoryTable();
  const note = (write: Write) => ('put' in write ? [write.put] : 'update' in write ? [write.update] : []);
  const write: Table['write'] = async (writes) => {
    const outcome = await plain.write(writes);
    written.push(...writes.flatMap(note));
    return outcome;
  };
  table = { ...plain, write };
});
afterEach(() => aliss.stop());

/** True so many times. */
const times = (count: number) => {
  let left = count;
  return () => {
    left -= 1;
    return left >= 0;
  };
};
let runs = 0;
const ports = (more: Partial<SyncPorts> = {}): SyncPorts => ({
  aliss: alissOf(aliss.url, originFetch([aliss.url], 5)),
  table,
  clock: {
    now: () => {
      now += 1;
      return instantOf(now);
    },
  },
  ids: {
    short: () => {
      runs += 1;
      return `run${runs}`;
    },
  },
  pause: async () => undefined,
  ...more,
});
const sync = (more?: Partial<SyncPorts>) => syncAliss(ports(more), { anyway: true });
const copy = async () => {
  const snapshot = await snapshotIn(table);
  return new Map((snapshot ? await servicesIn(table, snapshot) : []).map((one) => [one.id, one]));
};
const kept = (part: string) => written.filter(({ pk, sk }) => `${pk} ${sk}`.startsWith(part)).length;
const hoursLater = (hours: number) => {
  now += hours * 3_600_000;
};

describe('a first walk', () => {
  test('brings every entry, also those of the last part-page, which ALISS itself never names', async () => {
    const done = await sync();
    expect(done).toMatchObject({ state: 'done', page: 7, pages: 7, tally: { services: 130, added: 130, changed: 0, same: 0, gone: 0, unreadable: 0 } });
    expect([...(await copy()).keys()].sort()).toEqual(aliss.entries.map(({ id }) => id).sort());
    expect(aliss.calls()).toBe(7);
  });
  test('keeps whom to name beside what ALISS says, and text as plain text', async () => {
    await sync();
    const one = [...(await copy()).values()].find(({ name }) => name.endsWith('Food Pantry'));
    expect((await snapshotIn(table))?.attribution).toMatchObject({
      licence: expect.stringContaining('by/4.0'),
      to: [{ text: expect.stringContaining('INVENTED') }, {}],
    });
    expect(one).toMatchObject({
      about: expect.stringMatching(/^Groceries [^<]* & you may bring somebody\.\nINVENTED for demonstration\.$/),
      categories: ['food-nutrition', 'foodbank'],
    });
  });
  test('of a full last page is whole as well', async () => {
    aliss.entries.length = 120;
    expect(await sync()).toMatchObject({ state: 'done', pages: 6, tally: { services: 120 } });
  });
  test('passes over what is no entry, counts it, and takes what lacks details', async () => {
    aliss.entries[3] = { id: 'none', name: '' };
    aliss.entries[4] = {
      id: aliss.entries[4]?.id ?? '',
      name: 'Bare',
      locations: null,
      categories: 'none',
      url: 'javascript:alert(1)',
      last_reviewed: '0001-01-01T00:00:00',
    };
    expect(await sync()).toMatchObject({ tally: { services: 129, unreadable: 1 } });
    expect((await copy()).get(aliss.entries[4].id)).toEqual({
      id: aliss.entries[4].id,
      name: 'Bare',
      organisation: '',
      categories: [],
      access: [],
      groups: [],
      serves: [],
      places: [],
    });
  });
});

test('hostile text comes through as plain text of bounded length, and no address but one of the web', async () => {
  const one = aliss.entries[0];
  const long = 'x'.repeat(5_000);
  const text = `\u202eevil\u2066 <script>alert(1)</script>&lt;b&gt;\u0000 ${long}`;
  if (one)
    aliss.entries[0] = { ...one, name: text, description: text, summary: '', permalink: 'data:text/html,x', url: 'https://a.example/"onload=', email: text };
  await sync();
  const kept = (await copy()).get(one?.id ?? '');
  expect(kept?.name.startsWith('evil <script>alert(1)</script>')).toBe(true);
  expect(kept?.about?.startsWith('evil alert(1) <b>')).toBe(true);
  expect([kept?.name.length, kept?.about?.length, kept?.mail?.length, kept?.page, kept?.web]).toEqual([120, 2_000, 200, undefined, undefined]);
});

test('text that opens many tags and ends one loses that one alone, however long it is', async () => {
  const one = aliss.entries[0];
  if (one) aliss.entries[0] = { ...one, description: `${'<'.repeat(300_000)}b>`, summary: '' };
  await sync();
  expect((await copy()).get(one?.id ?? '')?.about).toBe('<'.repeat(2_000));
});

describe('a second walk', () => {
  beforeEach(async () => {
    await sync();
    hoursLater(24);
    written = [];
  });
  test('of what is the same writes its marks, and nothing of the copy', async () => {
    expect(await sync()).toMatchObject({ tally: { added: 0, changed: 0, same: 130, gone: 0 } });
    expect([kept('LEAF'), kept('DIRECTORY'), kept('ALISS P#'), kept('ALISS MARK')]).toEqual([0, 0, 7, 2]);
  });
  test('writes anew only the leaves in which something changed', async () => {
    const [one, two] = [aliss.entries[0], aliss.entries[1]];
    if (!one || !two) throw new Error('there are entries');
    aliss.entries[0] = { ...one, phone: '0141 496 0999' };
    aliss.entries[1] = { ...two, name: 'Renamed' };
    aliss.entries.push({ ...one, id: '00000000-0000-4000-8000-000000000000', name: 'New' });
    expect(await sync()).toMatchObject({ tally: { services: 131, added: 1, changed: 2, same: 128, gone: 0 } });
    expect(kept('LEAF')).toBeLessThanOrEqual(6);
    expect(kept('DIRECTORY')).toBe(1);
    expect((await copy()).get(one.id)?.phone).toBe('0141 496 0999');
  });
  test('marks what ALISS has no more, keeps it, and takes it back when it is there again', async () => {
    const [lost] = aliss.entries.splice(10, 1);
    expect(await sync()).toMatchObject({ tally: { gone: 1, services: 130 } });
    expect((await copy()).get(lost?.id ?? '')).toMatchObject({ name: lost?.name, gone: '2026-11-24' });
    expect(await sync()).toMatchObject({ tally: { gone: 0, changed: 0 } });
    if (lost) aliss.entries.push(lost);
    expect(await sync()).toMatchObject({ tally: { changed: 1, added: 0 } });
    expect((await copy()).get(lost?.id ?? '')).not.toHaveProperty('gone');
  });
  test('does not believe that a half of all is gone', async () => {
    aliss.entries.splice(0, 70);
    expect(await sync()).toMatchObject({ state: 'done', disbelieved: 70, tally: { gone: 0, services: 130 } });
  });
  test('asks once more for what moved between two pages while it walked', async () => {
    const moving = ports();
    const page: SyncPorts['aliss']['page'] = async (n) => {
      // Between two pages the first entry goes: everything after it moves up, and one falls between them.
      if (n === 3) aliss.entries.splice(0, 1);
      return moving.aliss.page(n);
    };
    expect(await syncAliss({ ...moving, aliss: { ...moving.aliss, page } }, { anyway: true })).toMatchObject({ tally: { gone: 0, services: 130 } });
  });
  test('shows nothing as there that ALISS itself shows no more', async () => {
    const [one] = aliss.entries;
    if (one) aliss.entries[0] = { ...one, is_deprioritised: true };
    await sync();
    expect((await copy()).get(one?.id ?? '')).toMatchObject({ deprioritised: true });
  });
});

describe('when ALISS does not answer', () => {
  test.each([
    ['down', 'unreachable'],
    ['faulty', 'fault'],
  ] as const)('%s: the run stands, says why and since when, and the copy stays', async (how, because) => {
    await sync();
    hoursLater(96);
    aliss.behave(how);
    const stood = await sync();
    expect(stood).toMatchObject({ state: 'stopped', because, page: 0, tally: { services: 130 } });
    hoursLater(1);
    expect(await sync()).toMatchObject({ run: stood.run, troubleSince: stood.troubleSince, freshAt: stood.freshAt });
    expect((await copy()).size).toBe(130);
    expect(isStale(stood, instantOf(now))).toBe(true);
    expect(JSON.stringify(await table.query({ pk: 'ALISS' }))).not.toMatch(/StackTrace|Elasticsearch/);
    aliss.behave('well');
    expect(await sync()).not.toHaveProperty('troubleSince');
  });
  test('an answer of 200 that tells of an error is none', async () => {
    const { aliss: real } = ports();
    const fetch = async () => Response.json({ meta: {}, count: 0, next: '/x', data: [], error: 'Invalid Postcode' });
    expect(await alissOf('http://127.0.0.1:1', fetch).page(1)).toEqual({ ok: false, because: 'not-understood' });
    expect(await alissOf('http://127.0.0.1:1', async () => new Response('<html>')).page(1)).toEqual({ ok: false, because: 'not-understood' });
    expect(await real.has('none')).toBe('no');
  });
  test('nobody but the origin that was named is asked', async () => {
    await expect(originFetch(['https://api.aliss.org'], 5)(`${aliss.url}/v5/import?page=1`)).rejects.toThrow('does not name');
    expect(aliss.calls()).toBe(0);
  });
});

describe('a run that was killed or had no more time', () => {
  test('goes on from its last mark', async () => {
    const first = await sync({ mayGoOn: times(4) });
    expect(first).toMatchObject({ state: 'running', page: 4, pages: 7 });
    expect(await snapshotIn(table)).toBeUndefined();
    const before = aliss.calls();
    expect(await sync()).toMatchObject({ run: first.run, state: 'done', tally: { added: 130 } });
    expect(aliss.calls() - before).toBe(3);
  });
  test('between any two of its writes leaves what a later run makes whole', async () => {
    let survived = 0;
    for (let kill = 1; kill < 60; kill += 4) {
      table = memoryTable();
      const whole = table;
      const lives = times(kill);
      const dying: Table = { ...whole, write: (all) => (lives() ? whole.write(all) : Promise.reject(new Error('killed'))) };
      const ended = await sync({ table: dying }).catch(() => undefined);
      if (ended) survived += 1;
      expect(await sync()).toMatchObject({ state: 'done' });
      expect((await copy()).size).toBe(130);
    }
    expect(survived).toBeGreaterThan(0);
    expect(survived).toBeLessThan(15);
  });
  test('is told of while it runs, page by page', async () => {
    const look = ports({ mayGoOn: times(3) });
    await syncAliss(look, { anyway: true });
    expect(await alissReport(table)).toMatchObject({ state: 'running', page: 3, pages: 7 });
  });
  test('is not taken up two days later: a new one begins', async () => {
    const first = await sync({ mayGoOn: times(4) });
    hoursLater(49);
    expect((await sync()).run).not.toBe(first.run);
  });
});

test('a copy that is fresh is left alone', async () => {
  await sync();
  const before = aliss.calls();
  hoursLater(2);
  await syncAliss(ports());
  expect(aliss.calls()).toBe(before);
  hoursLater(20);
  await syncAliss(ports());
  expect(aliss.calls()).toBe(before + 7);
});

describe('six thousand entries on a real table engine', () => {
  let engine: Awaited<ReturnType<typeof engineTables>>;
  beforeAll(async () => {
    engine = await engineTables();
  });
  afterAll(() => engine.stop());
  test('are there in leaves that an item holds; a second walk changes nothing', { timeout: 120_000 }, async () => {
    const large = await startAliss(6_000);
    try {
      const from = { aliss: alissOf(large.url, originFetch([large.url], 5)), table: engine.access };
      expect(await sync(from)).toMatchObject({ state: 'done', pages: 300, tally: { services: 6_000, added: 6_000 } });
      const { version, leaves } = (await snapshotIn(engine.access)) ?? { version: '', leaves: [] };
      const sizes = await Promise.all(leaves.map(async ({ hash }) => String((await engine.access.get({ pk: `LEAF#${hash}`, sk: 'S' }))?.data).length));
      process.stdout.write(`aliss: 6,000 entries in ${leaves.length} leaves, the longest ${Math.max(...sizes)} characters\n`);
      expect(Math.max(...sizes)).toBeLessThan(350_000);
      expect(await sync(from)).toMatchObject({ tally: { added: 0, changed: 0, same: 6_000, gone: 0 } });
      expect((await snapshotIn(engine.access))?.version).toBe(version);
      expect(await alissProgress(engine.access)).toMatchObject({ state: 'done' });
    } finally {
      await large.stop();
    }
  });
});
