import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lettersOf, tellingOf } from '#delivery/letters';
import { noticesFor } from '#delivery/notices';
import { renderNotice, webhookId } from '#delivery/render';
import type { Instant } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import type { Commit, Event } from '#referral/types';
import { live, steps } from '#test/lives';
import { birchtree, facts, monday, onwardId, onwardIn, pantry, referralId, referralIn } from '#test/referrals';

const reason = { code: 'other', text: 'As agreed.' };
const onward = onwardId;
const commitOf = (by: string, ...events: Event[]): Commit => ({
  referral: referralId,
  rev: 7,
  at: monday,
  events,
  touched: [],
  audit: { by, command: 'x' },
  previous: 'before',
});
const referral = referralIn('in-progress', { onward: [onwardIn('accepted')] });
const toldOf = (by: string, ...events: Event[]) => noticesFor(commitOf(by, ...events), referral).map((notice) => [notice.type, notice.to.party, notice.onward]);

describe('who is told of what', () => {
  const deciding = 'practitioner/catriona-weir';
  const { organisation: _, ...sent } = onwardIn('requested');
  const table: [Event, string | undefined, string | undefined][] = [
    [{ type: 'submitted', id: referralId, draft: false, facts: facts() }, undefined, undefined],
    [{ type: 'activated' }, undefined, undefined],
    [{ type: 'accepted', practitioner: 'catriona-weir' as never }, 'referral.accepted', undefined],
    [{ type: 'rejected', practitioner: 'catriona-weir' as never, reason }, 'referral.rejected', undefined],
    [{ type: 'started' }, 'referral.in-progress', undefined],
    [{ type: 'held', reason }, 'referral.on-hold', undefined],
    [{ type: 'resumed' }, 'referral.in-progress', undefined],
    [{ type: 'completed', outcomes: [] }, 'referral.completed', undefined],
    [{ type: 'failed', reason }, 'referral.failed', undefined],
    [{ type: 'cancelled', reason, by: 'owner' }, 'referral.cancelled', undefined],
    [{ type: 'marked-as-error' }, 'referral.entered-in-error', undefined],
    [{ type: 'request-held' }, undefined, undefined],
    [{ type: 'request-resumed' }, undefined, undefined],
    [{ type: 'asked', text: 'Which?' }, 'referral.question', undefined],
    [{ type: 'replied', text: 'This.' }, undefined, undefined],
    [{ type: 'practice-not-reached' }, undefined, undefined],
    [{ type: 'person-died' }, 'referral.updated', undefined],
    [{ type: 'death-corrected' }, 'referral.updated', undefined],
    [{ type: 'consent-recorded', statement: { gives: false, permissions: ['share'], at: monday } }, 'referral.updated', undefined],
    [{ type: 'referred-on', facts: { ...sent, organisation: pantry } }, undefined, 'referral.requested'],
    [{ type: 'onward-accepted', onward, acceptance: {} }, 'referral.updated', undefined],
    [{ type: 'onward-declined', onward, reason }, 'referral.updated', undefined],
    [{ type: 'onward-started', onward }, undefined, undefined],
    [{ type: 'onward-held', onward, reason }, undefined, undefined],
    [{ type: 'onward-resumed', onward }, undefined, undefined],
    [{ type: 'onward-attended', onward, came: true }, undefined, undefined],
    [{ type: 'onward-completed', onward, outcome: { activity: 'x' } }, undefined, undefined],
    [{ type: 'onward-failed', onward, reason }, undefined, undefined],
    [{ type: 'onward-cancellation-requested', onward, reason, forceAt: monday }, undefined, 'referral.cancellation-requested'],
    [{ type: 'onward-cancelled', onward, reason, acknowledged: false }, undefined, 'referral.cancelled'],
    [{ type: 'onward-marked-as-error', onward }, undefined, 'referral.entered-in-error'],
    [{ type: 'onward-asked', onward, text: 'When?' }, undefined, undefined],
    [{ type: 'onward-replied', onward, text: 'Soon.' }, undefined, 'referral.question-answered'],
    [{ type: 'onward-reminded', onward }, undefined, 'referral.reminder'],
    [{ type: 'onward-escalated', onward }, undefined, undefined],
    [{ type: 'onward-not-delivered', onward }, 'referral.updated', undefined],
  ];
  test.each(table)('%j', (event, practice, organisation) => {
    const told = noticesFor(commitOf(deciding, event), referral);
    expect(told.find((notice) => notice.to.kind === 'practice')?.type).toBe(practice);
    expect(told.find((notice) => notice.to.kind === 'organisation')?.type).toBe(organisation);
    for (const notice of told) expect(notice.to.party).toBe(notice.to.kind === 'practice' ? birchtree : pantry);
  });
  test('every event has its row', () => expect(new Set(table.map(([event]) => event.type)).size).toBe(36));

  test('nobody is told of their own act', () => {
    const cancelled: Event = { type: 'cancelled', reason, by: 'source' };
    const stopped: Event = { type: 'onward-cancelled', onward, reason, acknowledged: true };
    expect(toldOf(`practice/${birchtree}`, cancelled, stopped)).toEqual([['referral.cancelled', pantry, onward]]);
    expect(toldOf(`organisation/${pantry}`, stopped)).toEqual([]);
  });

  test('what moves the referral itself is told once, not beside an update', () => {
    expect(toldOf(`organisation/${pantry}`, { type: 'onward-accepted', onward, acceptance: {} }, { type: 'started' })).toEqual([
      ['referral.in-progress', birchtree, undefined],
    ]);
  });
});

describe('the thin body', () => {
  const asked = commitOf('practitioner/catriona-weir', { type: 'onward-reminded', onward });
  const bodyOf = (state = referralIn('in-progress', { onward: [onwardIn('requested')] }), commit = asked) =>
    JSON.parse(renderNotice(noticesFor(commit, state)[0]!, commit, state, 'https://hub.example.org'));

  test('says an organisation what kind of help is asked, where, how urgent, until when to answer, and how', () => {
    expect(bodyOf(referralIn('accepted', { neededBy: '2026-11-20' as never, onward: [onwardIn('requested')] }))).toEqual({
      type: 'referral.reminder',
      timestamp: monday,
      data: {
        referral: onward,
        area: 'S12000049',
        neededBy: '2026-11-20',
        need: { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' },
        urgency: 'routine',
        answerBy: '2026-11-16',
        status: 'requested',
        answerUrl: `https://hub.example.org/organisations/${pantry}/referrals/${onward}/answers`,
        fetchUrl: `https://hub.example.org/organisations/${pantry}/referrals/${onward}`,
      },
    });
  });

  test('says the practice where its referral stands, and where to read it', () => {
    const { data } = bodyOf(referralIn('on-hold'), commitOf('practitioner/catriona-weir', { type: 'held', reason }));
    expect(data).toEqual({
      referral: referralId,
      area: 'S12000049',
      need: expect.anything(),
      urgency: 'routine',
      status: 'on-hold',
      fetchUrl: `https://hub.example.org/fhir/Task/${referralId}`,
    });
  });

  test('does not say a need in the words of whoever wrote it', () => {
    const state = referralIn('in-progress', { onward: [onwardIn('requested', { need: { display: 'Mrs Brown cannot feed her children' } })] });
    expect(bodyOf(state).data.need).toEqual({ display: 'Support, see the hub' });
  });

  const spoken = /Full\.|Known to us|Other\.|Any allergies|Support given|catriona|p-1|test-client|As agreed/;
  test('holds no free text, no person and no staff in any life of a referral, and less than 20 kB', () => {
    let read = 0;
    fc.assert(
      fc.property(steps, (some) => {
        const { commits } = live(some);
        for (const party of [birchtree, pantry, 'kelvinbank-welfare']) {
          for (const letter of lettersOf(tellingOf(commits, applyCommit), { party, done: 0, part: 0 }, 'https://hub.example.org')) {
            read += 1;
            expect(letter.body).not.toMatch(spoken);
            expect(letter.body.length).toBeLessThan(20_000);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(500);
  });
});

describe('the id of a notice', () => {
  const notice = noticesFor(commitOf('x', { type: 'started' }), referral)[0]!;
  const idOf = (over: Partial<Commit> = {}, n = 0) => webhookId(notice, n, { ...commitOf('x', { type: 'started' }), ...over });

  test('is the same at every attempt and another for every notice, and fits the standard', () => {
    expect(idOf()).toBe(idOf({ at: '2027-01-01T00:00:00.000Z' as Instant }));
    expect(idOf()).toMatch(/^evt_[0-9a-z]{52}$/);
    expect(
      new Set([
        idOf(),
        idOf({ rev: 8 }),
        idOf({}, 1),
        idOf({ previous: 'other' }),
        webhookId({ ...notice, to: { kind: 'organisation', party: pantry } }, 0, commitOf('x')),
      ]).size,
    ).toBe(5);
  });
});
