/** Provenance and AuditEvent: each reader learns of the acts on what it may read, and of nobody whom the referral does not name to it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditEventDoor } from '#fhir/acts/audit-event-door';
import { provenanceDoor } from '#fhir/acts/provenance-door';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { base32 } from '#platform/ids';
import { carryOut } from '#referral/carry-out';
import { everybody, type FhirHub, fhirHub, type Told, type Who } from '#test/fhir-hub';
import { accepted, idsOf, issueOf, moved, referredOn, sent } from '#test/fhir-steps';
import { live, steps } from '#test/lives';
import { expectR4 } from '#test/r4';
import { actors } from '#test/referrals';

const reason = { statusReason: { text: 'Moved away' } };
type Story = { hub: FhirHub; id: string; pantry: string; advice: string; draft: string; between: string };
/** One referral with everything in it that somebody may not know of. */
const told = async (): Promise<Story> => {
  const hub = await fhirHub();
  const draft = await sent(hub, { status: 'draft' });
  const id = await accepted(hub);
  const [pantry, advice] = [await referredOn(hub, id), await referredOn(hub, id, 'Organization/kelvinbank')];
  hub.pass(3_600_000);
  const between = hub.now();
  hub.pass(3_600_000);
  await hub.answer(pantry, { answer: 'accept' });
  await hub.answer(advice, { answer: 'question', text: 'Any papers?' }, { by: 'kelvinbank' });
  await hub.answer(pantry, { answer: 'complete', activity: 'Food parcel' });
  await moved(hub, id, { status: 'cancelled', ...reason }, { as: 'practitioner' });
  return { hub, id, pantry, advice, draft, between };
};
let story: Story;
beforeAll(async () => {
  story = await told();
});
type Resource = {
  id: string;
  target: { reference: string }[];
  agent: { who: { reference?: string; display?: string } }[];
  activity: { coding: { code: string }[] };
};
const search = (query: string, as: Who): Promise<Told> => story.hub.call('GET', `/${query}`, { as });
const resourcesOf = (bundle: Told): Resource[] => (bundle.body.entry ?? []).map(({ resource }: { resource: Resource }) => resource);
const named = (reference: string) =>
  reference.replace(story.pantry, '{pantry}').replace(story.advice, '{advice}').replace(story.id, '{id}').replace('/_history', '');
/** Oldest first: what was done, by whom, to what. */
const acts = async (of: keyof Story, as: Who) => {
  const both = await Promise.all(['Task', 'ServiceRequest'].map((type) => search(`Provenance?target=${type}/${story[of]}&_count=100`, as)));
  for (const answer of both) expect(answer.status).toBe(200);
  const once = new Map(both.flatMap(resourcesOf).map((one) => [one.id, one]));
  return [...once.values()].map(({ activity, agent, target }) => [
    activity.coding.map(({ code }) => code).join(' '),
    agent[0]?.who.reference ?? agent[0]?.who.display,
    target.map(({ reference }) => named(reference)).join(' '),
  ]);
};
const practitioner = 'Practitioner/catriona-weir';

describe('of a referral with two onward referrals', () => {
  test('its practice sees the acts on its own ServiceRequest and Task, and no organisation', async () => {
    const seen = await acts('id', 'gp');
    expect(seen).toContainEqual(['CREATE submit', 'Organization/birchtree', 'ServiceRequest/{id}/1 Task/{id}/1']);
    expect(seen).toContainEqual(['UPDATE accept', practitioner, 'Task/{id}/2']);
    expect(seen).toContainEqual(['UPDATE refer-on', practitioner, 'Task/{id}/3']);
    expect(seen.filter(([, by]) => by === 'Another party').map(([what]) => what)).toEqual(expect.arrayContaining(['UPDATE']));
    const all = JSON.stringify(resourcesOf(await search(`Provenance?target=Task/${story.id}&_count=100`, 'gp')));
    for (const hidden of ['drumgarth', 'kelvinbank', '-onward', story.pantry, story.advice]) expect(all).not.toContain(hidden);
  });
  test('the practitioner sees all of it and who did it', async () => {
    const seen = await acts('id', 'practitioner');
    expect(seen).toContainEqual(['CREATE refer-on', practitioner, expect.stringMatching(/Task\/\{id\}\/3.*\{pantry\}\/1/)]);
    expect(seen).toContainEqual(['UPDATE accept-onward', 'Organization/drumgarth', expect.stringContaining('Task/{pantry}/2')]);
    expect(await acts('advice', 'practitioner')).toContainEqual(['UPDATE ask-onward', 'Organization/kelvinbank', expect.stringContaining('Task/{advice}/2')]);
  });
  test('an organisation sees the acts on what it was asked, not whose patient it is about, and not what another was asked', async () => {
    expect(await acts('pantry', 'organisation')).toEqual(
      expect.arrayContaining([
        ['CREATE refer-on', practitioner, 'ServiceRequest/{pantry}/1 Task/{pantry}/1'],
        ['UPDATE accept-onward', 'Organization/drumgarth', 'Task/{pantry}/2'],
        ['UPDATE complete-onward', 'Organization/drumgarth', expect.stringContaining('Task/{pantry}/3')],
      ]),
    );
    expect(await acts('pantry', 'organisation')).toHaveLength(3);
    const own = JSON.stringify(resourcesOf(await search(`Provenance?target=Task/${story.pantry}&_count=100`, 'organisation')));
    for (const hidden of ['birchtree', 'kelvinbank', story.advice, `Task/${story.id}/`]) expect(own).not.toContain(hidden);
  });
  test('an organisation whose request ended with the referral is not told by which step, nor which practice took it', async () => {
    expect(await acts('advice', 'organisation-other')).toEqual(
      expect.arrayContaining([
        ['CREATE refer-on', practitioner, 'ServiceRequest/{advice}/1 Task/{advice}/1'],
        ['UPDATE ask-onward', 'Organization/kelvinbank', 'Task/{advice}/2'],
        ['UPDATE', practitioner, 'ServiceRequest/{advice}/2 Task/{advice}/3'],
      ]),
    );
    const hub = await fhirHub();
    const id = await accepted(hub);
    const onward = await referredOn(hub, id);
    await moved(hub, id, { status: 'cancelled', ...reason });
    const seen = resourcesOf(await hub.call('GET', `/Provenance?target=Task/${onward}`, { as: 'organisation' }));
    expect(seen.map(({ agent }) => agent[0]?.who).filter(({ reference } = {}) => reference === undefined)).toEqual([{ display: 'Another party' }]);
    expect(JSON.stringify(seen)).not.toContain('birchtree');
  });
  test('the versions that it names can be read by whoever is told of them', async () => {
    let read = 0;
    for (const [as, of] of [
      ['gp', 'id'],
      ['practitioner', 'id'],
      ['practitioner', 'advice'],
      ['organisation', 'pantry'],
      ['organisation-other', 'advice'],
    ] as const)
      for (const { target } of resourcesOf(await search(`Provenance?target=Task/${story[of]}`, as)))
        for (const { reference } of target) {
          expect([as, reference, (await story.hub.call('GET', `/${reference}`, { as })).status]).toEqual([as, reference, 200]);
          read += 1;
        }
    expect(read).toBeGreaterThan(20);
  });
  test('both types tell the same acts, right by R4', async () => {
    for (const as of ['gp', 'practitioner'] as const) {
      const [provenance, audit] = [await search(`Provenance?target=Task/${story.id}`, as), await search(`AuditEvent?entity=Task/${story.id}`, as)];
      expect(idsOf(provenance).length).toBeGreaterThan(3);
      expect(idsOf(audit)).toEqual(idsOf(provenance));
      for (const bundle of [provenance, audit]) expectR4(bundle.body);
    }
  });
  test('the audit says who asked for it, what the hub did, and that it succeeded', async () => {
    const { body } = await search(`AuditEvent?entity=ServiceRequest/${story.id}`, 'gp');
    expect(body.entry.at(-1).resource).toMatchObject({
      type: { code: 'rest' },
      subtype: [{ code: 'create' }, { code: 'submit' }],
      action: 'C',
      outcome: '0',
      agent: [{ who: { reference: 'Organization/birchtree' }, requestor: true }],
      source: { observer: { reference: 'Organization/links-hub' } },
      entity: [{ what: { reference: `ServiceRequest/${story.id}/_history/1` } }, { what: { reference: `Task/${story.id}/_history/1` } }],
    });
  });
});

test('what the hub does of itself it says is its own', async () => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  const onward = await referredOn(hub, id);
  await carryOut(hub.ports.carryOut, id as never, { type: 'report-not-delivered', onward: onward as never, by: { kind: 'delivery' }, at: hub.now() });
  const { body } = await hub.call('GET', `/AuditEvent?entity=Task/${onward}`, { as: 'organisation' });
  const [last] = body.entry
    .map((one: { resource: { agent: object[]; subtype: { code: string }[] } }) => one.resource)
    .filter((one: { subtype: { code: string }[] }) => one.subtype[1]?.code === 'report-not-delivered');
  expect(last.agent).toEqual([{ who: { reference: 'Organization/links-hub', display: 'Links Hub' }, requestor: false }]);
});

test('the Task of a draft is not in it until there is one', async () => {
  expect(await acts('draft', 'gp')).toEqual([['CREATE submit', 'Organization/birchtree', expect.stringMatching(/^ServiceRequest\/\w+\/1$/)]]);
  const hub = await fhirHub();
  const id = await sent(hub, { status: 'draft' });
  const { etag, body } = await hub.call('GET', `/ServiceRequest/${id}`);
  await hub.call('PUT', `/ServiceRequest/${id}`, { headers: { 'if-match': etag }, body: { ...body, status: 'active' } });
  const seen = resourcesOf(await hub.call('GET', `/Provenance?target=Task/${id}`));
  expect(seen.map(({ activity }) => activity.coding[1]?.code)).toEqual(['activate']);
});

describe('for whoever is no party', () => {
  const theirs: Who[] = ['practitioner', 'practitioner-colleague'];
  const places: [keyof Story, Who[]][] = [
    ['id', ['gp', 'gp-second-client', ...theirs]],
    ['pantry', ['organisation', ...theirs]],
    ['advice', ['organisation-other', ...theirs]],
  ];
  test.each(places)('nothing of {%s} is there', async (of, parties) => {
    const nothing = await search('Provenance/nothing', 'gp');
    const target = `Task/${story[of]}`;
    const [one] = idsOf(await search(`Provenance?target=${target}&_count=1`, parties[0] ?? 'gp'));
    for (const as of everybody.filter((who) => who !== 'manager' && !parties.includes(who)))
      for (const [type, name] of [
        ['Provenance', 'target'],
        ['AuditEvent', 'entity'],
      ] as const) {
        const found = await search(`${type}?${name}=${target}`, as);
        const absent = await search(`${type}?${name}=Task/00000000000000000000000000`, as);
        expect([as, found.status, found.body.entry]).toEqual([as, 200, undefined]);
        expect(JSON.stringify(found.body).replaceAll(story[of] as string, '')).toBe(JSON.stringify(absent.body).replaceAll('00000000000000000000000000', ''));
        if (as.endsWith('-other') && !as.startsWith('organisation')) {
          const hidden = await search(`${type}/${one}`, as);
          expect([as, hidden.status, hidden.body]).toEqual([as, 404, nothing.body]);
        }
      }
  });
  test('an organisation reads no act that was none on its own, also where it knows the id', async () => {
    const ids = idsOf(await search(`Provenance?target=Task/${story.id}&_count=100`, 'practitioner'));
    const own = idsOf(await search(`Provenance?target=Task/${story.pantry}&_count=100`, 'organisation'));
    const read = await Promise.all(ids.map(async (id) => [id, (await search(`AuditEvent/${id}`, 'organisation')).status] as const));
    expect(read.filter(([, status]) => status === 200).map(([id]) => own.includes(id))).not.toContain(false);
    expect(read.filter(([, status]) => status === 404).length).toBeGreaterThan(2);
  });
  test('a colleague reads no act on a restricted referral that another practitioner has taken on', async () => {
    const hub = await fhirHub();
    const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
    const id = await accepted(hub, { meta: { security } });
    const count = async (as: Who) => idsOf(await hub.call('GET', `/Provenance?target=Task/${id}`, { as })).length;
    expect([await count('practitioner'), await count('practitioner-colleague')]).toEqual([2, 0]);
  });
  test('managers have no scope for it, and strangers no token', async () => {
    for (const path of [`Provenance?target=Task/${story.id}`, `AuditEvent?entity=Task/${story.id}`, 'AuditEvent/x'])
      expect([(await search(path, 'manager')).status, (await story.hub.call('GET', `/${path}`, { as: 'nobody' })).status]).toEqual([403, 401]);
  });
});

describe('an act is read', () => {
  test('by its id, which stays, in its one version, by whoever finds it', async () => {
    for (const [type, name] of [
      ['Provenance', 'target'],
      ['AuditEvent', 'entity'],
    ] as const) {
      const [found] = (await search(`${type}?${name}=Task/${story.pantry}`, 'organisation')).body.entry;
      const path = `/${type}/${found.resource.id}`;
      const read = await story.hub.call('GET', path, { as: 'organisation' });
      expect([read.status, read.body, read.etag]).toEqual([200, found.resource, 'W/"1"']);
      expect((await story.hub.call('GET', `${path}/_history/1`, { as: 'organisation' })).body).toEqual(found.resource);
      expect((await story.hub.call('GET', `${path}/_history/2`, { as: 'organisation' })).status).toBe(404);
      expect((await story.hub.call('GET', path, { as: 'organisation', headers: { 'if-none-match': 'W/"1"' } })).status).toBe(304);
    }
  });
  test('and changed by nobody', async () => {
    const [id] = idsOf(await search(`Provenance?target=Task/${story.id}`, 'gp'));
    for (const [method, path] of [
      ['POST', '/Provenance'],
      ['PUT', `/Provenance/${id}`],
      ['DELETE', `/AuditEvent/${id}`],
      ['PATCH', `/AuditEvent/${id}`],
    ] as const)
      expect((await story.hub.call(method, path, { body: {} })).status).toBe(405);
  });
  test('and its id tells nothing of how many there were before', async () => {
    const { commits } = (await story.hub.ports.carryOut.store.load(story.id as never)) ?? { commits: [] };
    const ids = idsOf(await search(`Provenance?target=Task/${story.id}&_count=100`, 'practitioner'));
    const guessed = commits.map(({ rev }) => `${story.id}-${base32(createHash('sha256').update(['act', story.id, rev, ''].join('\n')).digest()).slice(0, 26)}`);
    expect(guessed.length).toBeGreaterThan(5);
    expect(ids.filter((id) => guessed.includes(id))).toEqual(guessed.slice(0, 1));
  });
});

describe('a search', () => {
  test.each(['Provenance', 'Provenance?agent=Organization/birchtree', 'AuditEvent', 'AuditEvent?date=2026-11-23', 'AuditEvent?_id=x'])(
    '%s must say of what',
    async (query) => {
      const name = query.startsWith('Audit') ? 'entity' : 'target';
      expect(issueOf(await search(query, 'gp'))).toMatchObject({ status: 400, code: 'required', text: expect.stringContaining(`${name}=Task/`) });
    },
  );
  test.each(['Provenance?target=x&entity=x', 'Provenance?target:missing=false', 'AuditEvent?entity=x&outcome=0', 'AuditEvent?entity.status=x'])(
    '%s is refused',
    async (query) => {
      expect((await search(query, 'gp')).status).toBe(400);
    },
  );
  test('is narrowed by who and when, and can name several', async () => {
    const [id, pantry] = [`Task/${story.id}`, `Task/${story.pantry}`];
    const count = async (query: string, as: Who = 'practitioner') => idsOf(await search(query, as)).length;
    const all = await count(`Provenance?target=${id}&_count=100`);
    expect(await count(`Provenance?target=${id}&agent=${practitioner}`)).toBe(await count(`AuditEvent?entity=${id}&agent=${practitioner}`));
    expect(await count(`Provenance?target=${id}&agent=Organization/birchtree`)).toBe(1);
    const [early, late] = [await count(`Provenance?target=${id}&recorded=lt${story.between}`), await count(`AuditEvent?entity=${id}&date=gt${story.between}`)];
    expect([early > 0, late > 0, early + late]).toEqual([true, true, all]);
    const either = await count(`Provenance?target=${id},${pantry}&_count=100`);
    const both = await count(`Provenance?target=${id}&target=${pantry}&_count=100`);
    expect(either).toBe(all + (await count(`Provenance?target=${pantry}`)) - both);
    expect(both).toBeGreaterThan(0);
    expect(await count(`Provenance?target=https://hub.example/fhir/${id}&_count=100`)).toBe(all);
    expect(await count(`Provenance?target=${id}&agent=Organization/drumgarth`, 'gp')).toBe(0);
  });
});

test('whatever becomes of a referral, its acts are right R4, and each reader’s are among the practitioner’s', async () => {
  const readers = ['practice', 'practitioner', 'organisation', 'otherOrganisation', 'otherPractice', 'manager'] as const;
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (some) => {
      const { referral, commits } = live(some);
      const load = async () => ({ referral, commits, digest: '', written: new Map() });
      const ports = { carryOut: { store: { load } }, baseUrl: 'https://hub.example' } as unknown as FhirPorts;
      const seenBy = async (door: typeof provenanceDoor, name: string, as: (typeof readers)[number]) => {
        const call = { who: { caller: actors[as] } } as unknown as FhirCall;
        const found = await door.search?.(
          call,
          { clauses: [{ name, values: [`Task/${referral.id}`, ...referral.onward.map(({ id }) => `Task/${id}`)] }], count: 500, horizon: referral.receivedAt },
          ports,
        );
        return found && 'found' in found ? found.found : [];
      };
      const all = new Set((await seenBy(provenanceDoor, 'target', 'practitioner')).map(({ resource }) => resource.id));
      for (const as of readers)
        for (const [door, name] of [
          [provenanceDoor, 'target'],
          [auditEventDoor, 'entity'],
        ] as const)
          for (const { resource } of await seenBy(door, name, as)) {
            expectR4(resource);
            expect([as, all.has(resource.id)]).toEqual([as, true]);
            expect(['otherPractice', 'manager']).not.toContain(as);
            judged += 1;
          }
    }),
    { numRuns: 25 },
  );
  console.log(`acts: ${judged} judged`);
  expect(judged).toBeGreaterThan(200);
});
