/** Every answer that an organisation gives, by the link in its e-mail and by its system's webhook alike: what the practitioner then sees on the page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openDemoCast } from '#local/demo-cast';
import { linkOfShed, shed } from '#local/demo-link';
import { openBrowser, type Page } from '#test/browser';
import { hub, openHub, signIn } from '#test/demo-hub';
import { answers, asClient, type Calling, fetches } from '#test/played-calls';
import { sentReferral } from '#test/sent-referral';

const browser = openBrowser();
openHub();
let [calling, catriona, volunteer]: [Calling, Page, Page] = [] as never;
beforeAll(async () => {
  calling = { hub, cast: openDemoCast(hub.folder), tokens: new Map() };
  catriona = await browser.newPage({ script: false });
  await signIn(catriona, hub, 'Catriona Weir');
  volunteer = await browser.newPage({ script: false, width: 320 });
  await volunteer.goto(await linkOfShed(hub));
  await volunteer.getByLabel('PIN, or the code from a text').fill(shed.pin);
  await volunteer.getByRole('button', { name: 'Continue' }).click();
});

/** Somebody new, taken on, and referred on to this organisation. */
let count = 0;
const asked = async (organisation: string): Promise<{ referral: string; onward: string }> => {
  count += 1;
  const made = async (name: 'gp' | 'practitioner', body: object) => {
    const { status, body: answer, text } = await asClient(calling, name, 'POST', '/fhir/ServiceRequest', { body });
    if (status !== 201) throw new Error(text);
    return answer.id;
  };
  const sent = sentReferral(`ANSWERS-${count}`);
  const contained = sent.contained.map((one) =>
    one.resourceType === 'Patient' ? { ...one, identifier: [{ system: 'https://links-hub.invalid/test-number', value: `ANSWERS-${count}` }] } : one,
  );
  const referral = await made('gp', { ...sent, contained });
  const { body, etag } = await asClient(calling, 'practitioner', 'GET', `/fhir/Task/${referral}`);
  await asClient(calling, 'practitioner', 'PUT', `/fhir/Task/${referral}`, { body: { ...body, status: 'accepted' }, headers: { 'if-match': etag } });
  const subject = { identifier: { system: 'https://links-hub.invalid/test-number', value: `ANSWERS-${count}` } };
  const request = { resourceType: 'ServiceRequest', status: 'active', intent: 'filler-order', subject, basedOn: [{ reference: `ServiceRequest/${referral}` }] };
  return { referral, onward: await made('practitioner', { ...request, performer: [{ reference: `Organization/${organisation}` }] }) };
};

const opens = (label: string) => volunteer.locator('summary', { hasText: label }).first().click();
const fills = (name: string, value: string) => volunteer.locator(`[name="${name}"]`).fill(value);
const presses = (name: string) => volunteer.getByRole('button', { name, exact: true }).click();
const chooses = (label: string) => volunteer.getByLabel(label, { exact: true }).setChecked(true, { force: true });
/** 2 March of a year to come. */
const day = async (name: string) => {
  for (const [part, value] of Object.entries({ day: '2', month: '3', year: '2098' })) await fills(`${name}-${part}`, value);
};

type Answer = { /** In the browser, on the page of the request. */ link: () => Promise<void>; webhook: object; sees: string[] };
type Own = { practitioner: () => Promise<void>; they: RegExp };
const yes: Answer = { link: () => presses('Yes, we can help'), webhook: { answer: 'accept' }, sees: ['Accepted'] };
const cases: Record<string, (Answer | Own)[]> = {
  'yes, with when, who and their own number': [
    {
      link: async () => {
        await opens('Yes, and say when, who, or that they wait');
        await day('slot');
        for (const [name, value] of Object.entries({ time: '14:30', worker: 'Tam Rafferty', reference: 'S-12' })) await fills(name, value);
        await presses('Say yes with this');
      },
      webhook: { answer: 'accept', slot: '2098-03-02T14:30:00Z', worker: 'Tam Rafferty', reference: 'S-12' },
      sees: ['Accepted', '2 March', '14:30', 'With Tam Rafferty', 'Their number: S-12'],
    },
  ],
  'yes, on the waiting list': [
    {
      link: async () => {
        await opens('Yes, and say when, who, or that they wait');
        await fills('weeks', '3');
        await presses('Say yes with this');
      },
      webhook: { answer: 'accept', waitingWeeks: 3 },
      sees: ['Accepted', 'On the waiting list, about 3 weeks'],
    },
  ],
  'no, full until a day': [
    {
      link: async () => {
        await opens('First say when there is room again, or add a word');
        await day('full');
        await presses('We are full');
      },
      webhook: { answer: 'decline', reason: { code: 'no-capacity', text: 'We are full' }, fullUntil: '2098-03-02' },
      sees: ['Declined', 'We are full', 'Full until', '2 March', 'Instead'],
    },
  ],
  'no, with a reason alone': [
    {
      link: () => presses('They are not who we help'),
      webhook: { answer: 'decline', reason: { code: 'not-eligible', text: 'They are not who we help' } },
      sees: ['Declined', 'They are not who we help', 'Instead'],
    },
  ],
  'already supporting': [
    {
      link: async () => {
        await opens('We help this person already');
        await fills('known', 'Comes on Tuesdays');
        await presses('Say so');
      },
      webhook: { answer: 'already-supporting', text: 'Comes on Tuesdays' },
      sees: ['They support this person already', 'Comes on Tuesdays'],
    },
  ],
  'a question, its reply, and then yes': [
    {
      link: async () => {
        await opens('Ask the links practitioner');
        await fills('question', 'Are mornings possible?');
        await presses('Send the question');
      },
      webhook: { answer: 'question', text: 'Are mornings possible?' },
      sees: ['They ask: Are mornings possible?'],
    },
    {
      practitioner: async () => {
        await catriona.getByLabel('Your answer').fill('Mornings are fine.');
        await catriona.getByRole('button', { name: 'Send the answer' }).click();
      },
      they: /Mornings are fine\./,
    },
    yes,
  ],
  'their own number, before anything else': [
    {
      link: async () => {
        await opens('Save our reference');
        await fills('own', 'S-77');
        await presses('Save our reference');
      },
      webhook: { answer: 'reference', reference: 'S-77' },
      sees: ['Their number: S-77'],
    },
  ],
  'yes, started, came, held, gone on with, and done': [
    yes,
    { link: () => presses('We have started'), webhook: { answer: 'start' }, sees: ['Under way'] },
    { link: () => presses('They came'), webhook: { answer: 'attended' }, sees: ['They came'] },
    {
      link: async () => {
        await opens('Put it on hold');
        await fills('hold', 'The workshop is being painted.');
        await presses('Put on hold');
      },
      webhook: { answer: 'hold', reason: { code: 'other', text: 'The workshop is being painted.' } },
      sees: ['On hold', 'The workshop is being painted.'],
    },
    { link: () => presses('Go on with it'), webhook: { answer: 'resume' }, sees: ['Under way'] },
    {
      link: async () => {
        await chooses('They got part of it');
        await presses('Save: done');
      },
      webhook: { answer: 'complete', activity: 'They got part of it' },
      sees: ['Done', 'They got part of it'],
    },
  ],
  'yes, did not come, and could not be done': [
    yes,
    { link: () => presses('They did not come'), webhook: { answer: 'did-not-attend' }, sees: ['They did not come'] },
    {
      link: async () => {
        await opens('It could not be done');
        await chooses('We could not reach them');
        await presses('Save: not done');
      },
      webhook: { answer: 'fail', reason: { code: 'unable-to-contact', text: 'We could not reach them' } },
      sees: ['Could not be done', 'We could not reach them'],
    },
  ],
  'yes, asked to stop, and stopped': [
    yes,
    {
      practitioner: async () => {
        await catriona.getByRole('link', { name: /^Questions, answers and cancelling/ }).click();
        await catriona.getByLabel('Help was found elsewhere').setChecked(true, { force: true });
        await catriona.getByRole('button', { name: 'Cancel the request' }).click();
      },
      they: /cancellation-requested|please stop|asks you to stop/i,
    },
    { link: () => presses('We have stopped'), webhook: { answer: 'cancel' }, sees: ['Cancelled'] },
  ],
};

const seen = () => catriona.locator('main').innerText();
const play = async (
  organisation: string,
  steps: (Answer | Own)[],
  answering: { gives(one: Answer, onward: string): Promise<void>; reads(onward: string): Promise<string> },
) => {
  const { referral, onward } = await asked(organisation);
  const at = `${hub.url}/app/work/referrals/${referral}`;
  for (const step of steps) {
    if ('practitioner' in step) {
      await catriona.goto(at);
      await step.practitioner();
      expect(await answering.reads(onward)).toMatch(step.they);
      continue;
    }
    await answering.gives(step, onward);
    await catriona.goto(at);
    for (const text of step.sees) expect(await seen()).toContain(text);
  }
};

describe.each(Object.entries(cases))('%s', (_, steps) => {
  test('by the link', async () => {
    const open = (onward: string) => volunteer.goto(`${hub.url}/answer/requests/${onward}`);
    await play('broom-row', steps, {
      gives: async (one, onward) => {
        await open(onward);
        await one.link();
        await expect.poll(() => volunteer.getByRole('status').first().innerText()).toMatch(/saved|sent|told/i);
      },
      reads: async (onward) => {
        await open(onward);
        return volunteer.locator('main').innerText();
      },
    });
  });
  test('by webhook', async () => {
    await play('kelvinbank', steps, {
      gives: async (one, onward) => {
        const { status, text } = await answers(calling, 'kelvinbank', onward, one.webhook);
        expect([status, text]).toEqual([200, expect.any(String)]);
      },
      reads: async (onward) => (await fetches(calling, 'kelvinbank', onward)).text,
    });
  });
});

test('what a council’s money advice came to is on the page, in pounds', async () => {
  const { referral, onward } = await asked('kelvinbank');
  await answers(calling, 'kelvinbank', onward, { answer: 'accept' });
  await answers(calling, 'kelvinbank', onward, { answer: 'complete', activity: 'Appeal won', amounts: { yearly: 4180, oneOff: 600, debt: 1200 } });
  await catriona.goto(`${hub.url}/app/work/referrals/${referral}`);
  for (const text of ['Done', 'Appeal won', '£4,180 a year', '£600 once', '£1,200 of debt dealt with']) expect(await seen()).toContain(text);
});
test('a service that says it is full is shown so where help is looked for', async () => {
  await volunteer.goto(`${hub.url}/answer/requests`);
  await day('full');
  await presses('Save: full until then');
  const { referral } = await asked('kelvinbank');
  await catriona.goto(`${hub.url}/app/work/referrals/${referral}/find`);
  await catriona.getByText('Change what is looked for').click();
  await catriona.getByLabel('Need').selectOption({ label: 'Any need' });
  await catriona.getByRole('button', { name: 'Look', exact: true }).click();
  const place = catriona.getByRole('listitem').filter({ hasText: 'Workshop days' }).first();
  expect(await place.innerText()).toContain('Full until');
});
