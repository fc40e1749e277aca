/** What a practitioner does with the person stays with her: no practice, organisation or manager learns of it by any door. */
import { beforeAll, expect, test } from 'vitest';
import { noticesFor } from '#delivery/notices';
import type { PractitionerId } from '#identity/types';
import { carryOut } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import type { Referral, ReferralId } from '#referral/types';
import { contact, noAnswer, visit } from '#test/casework';
import { callers, everybody, type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, referredOn } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

/** Everything that is said of casework, in words found nowhere else. */
const secrets = ['Zq-note', 'Zq-what', 'Zq-place', 'Zq-knows', 'Zq-handover', 'Zq-strike'];
const told = { ...visit, what: 'Zq-what', place: 'Zq-place', alone: { knows: 'Zq-knows', backBy: '2026-11-30T15:30:00.000Z' as never } };
type Story = { hub: FhirHub; id: string; onward: string; versions: number[] };
let story: Story;
beforeAll(async () => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  const onward = await referredOn(hub, id);
  const versions: number[] = [];
  const act = async (one: Act, by: unknown = callers.practitioner) => {
    hub.pass(60_000);
    const dated = one.type === 'log-contact' ? { ...one, contact: { ...one.contact, at: hub.now() } } : one;
    const done = await carryOut(hub.ports.carryOut, id as ReferralId, { ...dated, by, at: hub.now() } as never);
    if (!done.ok) throw new Error(`${one.type}: ${done.because}`);
    versions.push(done.referral.task.versionId);
  };
  await act({ type: 'plan-step', step: { ...told, alone: { ...told.alone, backBy: hub.now() } } });
  hub.pass(15 * 60_000);
  await act({ type: 'report-overdue-visit' }, { kind: 'clock' });
  await act({ type: 'log-contact', contact: { ...noAnswer('c0000001', hub.now()), note: 'Zq-note' } });
  await act({ type: 'log-contact', contact: contact({ id: 'c0000002', note: 'Zq-note' }), next: told });
  await act({ type: 'confirm-safe' });
  await act({ type: 'strike-contact', contact: 'c0000001', reason: 'Zq-strike' });
  await act({ type: 'hand-over', to: 'moira-bain' as PractitionerId, note: 'Zq-handover' });
  story = { hub, id, onward, versions };
});
const paths = ({ id, onward }: Story, versions: number): string[] => [
  ...[id, onward].flatMap((one) => ['Task', 'ServiceRequest'].flatMap((type) => [`/${type}/${one}`, `/${type}/${one}/_history`])),
  ...Array.from({ length: versions }, (_, n) => `/Task/${id}/_history/${n + 1}`),
  ...[id, onward].flatMap((one) => [`/Provenance?target=Task/${one}&_count=100`, `/AuditEvent?entity=Task/${one}&_count=100`]),
  '/Task?_count=100',
  '/ServiceRequest?_count=100',
];

test('no door of the FHIR face gives away a note, a step, a place or a try, to anybody', async () => {
  const { hub } = story;
  let read = 0;
  for (const as of everybody)
    for (const path of paths(story, 6)) {
      const answer = await hub.call('GET', path, { as });
      if (answer.status === 200) read += 1;
      const text = JSON.stringify(answer.body);
      for (const secret of [...secrets, 'casework', 'attempts', 'c0000001', 'c0000002']) expect([as, path, text.includes(secret)]).toEqual([as, path, false]);
    }
  console.log(`casework: ${read} answers read`);
  expect(read).toBeGreaterThan(50);
});

test('an organisation that fetches its request is told nothing of it', async () => {
  const text = JSON.stringify((await story.hub.fetched(story.onward)).body);
  expect(text).toContain(story.onward);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('the Task moves by the first contact and by the new owner, and by nothing else', async () => {
  const first = story.versions[0] ?? 0;
  expect(story.versions.map((version) => version - first)).toEqual([0, 0, 0, 1, 1, 1, 2]);
  const { body } = await story.hub.call('GET', `/Task/${story.id}`, { as: 'gp' });
  expect([body.owner.reference, body.status]).toEqual(['Practitioner/moira-bain', 'in-progress']);
  expectR4(body);
});

const commandsSeen = async (type: 'Provenance' | 'AuditEvent', as: (typeof everybody)[number]): Promise<string[]> => {
  const { body } = await story.hub.call('GET', `/${type}?${type === 'Provenance' ? 'target' : 'entity'}=Task/${story.id}&_count=100`, { as });
  const coded = (one: { activity?: { coding: { code: string }[] }; subtype?: { code: string }[] }) => (one.activity?.coding ?? one.subtype)?.at(-1)?.code ?? '';
  return (body.entry ?? []).map(({ resource }: { resource: object }) => {
    expectR4(resource as never);
    return coded(resource);
  });
};
test.each(['Provenance', 'AuditEvent'] as const)('%s tells the practice that help began and who has it now, and her colleague what she did', async (type) => {
  const practice = await commandsSeen(type, 'gp');
  expect(practice).toEqual(expect.arrayContaining(['submit', 'accept', 'start', 'hand-over']));
  for (const hidden of ['log-contact', 'plan-step', 'strike-contact', 'confirm-safe', 'report-overdue-visit']) expect(practice).not.toContain(hidden);
  expect(await commandsSeen(type, 'practitioner-colleague')).toEqual(expect.arrayContaining(['accept', 'log-contact', 'hand-over']));
  expect(await commandsSeen(type, 'organisation')).toEqual([]);
});

test('nobody gets a notice of it but of the help that began, as ever', async () => {
  const loaded = await story.hub.ports.carryOut.store.load(story.id as ReferralId);
  const notices: string[] = [];
  let before: Referral | undefined;
  for (const commit of loaded?.commits ?? []) {
    const after = applyCommit(before, commit);
    if (['plan-step', 'log-contact', 'strike-contact', 'confirm-safe', 'report-overdue-visit', 'hand-over'].includes(commit.audit.command))
      notices.push(...noticesFor(commit, after).map(({ type, to }) => `${to.kind} ${type}`));
    before = after;
  }
  expect(notices).toEqual(['practice referral.in-progress']);
});

test('the practice cannot do any of it by its Task', async () => {
  const { hub, id } = story;
  const read = await hub.call('GET', `/Task/${id}`, { as: 'gp' });
  const put = await hub.call('PUT', `/Task/${id}`, {
    as: 'gp',
    headers: { 'if-match': read.etag },
    body: { ...read.body, owner: { reference: 'Practitioner/catriona-weir' } },
  });
  const after = await hub.call('GET', `/Task/${id}`, { as: 'gp' });
  expect([put.status < 500, after.body.owner.reference]).toEqual([true, 'Practitioner/moira-bain']);
});
