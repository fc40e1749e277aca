/** What is sent on, and what organisations answer, by the rules: fields and answers, full until a day, a number of their own, amounts, and deadlines of the same day. */
import { describe, expect, test } from 'vitest';
import type { Instant, LocalDate } from '#platform/types';
import { decide } from '#referral/decide';
import { applyEvents } from '#referral/evolve';
import { referenceOf } from '#referral/evolve-onward';
import { onwardTaskFacet, taskFacet } from '#referral/facets';
import { onwardLimits } from '#referral/onward-limits';
import { fieldsFor, serviceAnswersIn } from '#referral/onward-told';
import { isOpenAt, opensNext } from '#referral/open-hours';
import type { Commit, Onward, Referral } from '#referral/types';
import { calendar } from '#referral/working-days';
import { type ActorName, command, monday, onwardId, onwardIn, pantry, referralIn } from '#test/referrals';

const hostile = '<script>alert("x")</script> \u202Eغريب\u202C 🍞 \' " \\ %s';
const scotland = { calendar: calendar() };
const ask = (referral: Referral, by: ActorName, act: object, at: Instant = monday) => decide(referral, command(by, act as never, at), scotland);
const after = (referral: Referral, by: ActorName, act: object, at: Instant = monday): Referral => {
  const decision = ask(referral, by, act, at);
  if (!decision.ok) throw new Error(decision.because);
  return applyEvents(referral, decision.events, at).referral;
};
const onwardOf = ({ onward: [first] }: Referral): Onward => first ?? expect.fail('nothing was sent on');
const taken = referralIn('accepted', { practitioner: 'catriona-weir' as never });
const sending = (more: object, at?: Instant) =>
  ask(taken, 'practitioner', { type: 'refer-on', onward: onwardId, organisation: pantry, service: 'parcels', ...more }, at);
const factsOf = (more: object, at?: Instant) => {
  const decision = sending(more, at);
  const event = decision.ok ? decision.events[0] : undefined;
  return event?.type === 'referred-on' ? event : expect.fail(JSON.stringify(decision));
};
const offered = (status: Onward['status'] = 'requested', over: Partial<Onward> = {}) => referralIn('in-progress', { onward: [onwardIn(status, over)] });
const amountsOf = ({ onward: [first] }: Referral) => (first?.status === 'completed' ? first.outcome.amounts : undefined);
const full = { code: 'no-capacity', text: 'Full.' };

describe('referring on', () => {
  const answers = [
    { question: 'How many are you at home?', text: hostile },
    { question: 'Any allergies?', text: 'Nuts' },
  ];
  test('keeps what was left ticked with the onward referral, and the answers in the commit that sent it alone', () => {
    const event = factsOf({ fields: ['name', 'name', 'safe-contact'], answers, neededBy: '2026-12-01' });
    expect(event.facts).toMatchObject({ fields: ['name', 'safe-contact'], neededBy: '2026-12-01' });
    expect(event.answers).toEqual(answers);
    const sent = after(taken, 'practitioner', { type: 'refer-on', onward: onwardId, organisation: pantry, answers });
    expect(JSON.stringify(sent)).not.toContain('allergies');
    const commit = { events: [event] } as unknown as Commit;
    expect(serviceAnswersIn([commit], onwardId)).toEqual(answers);
    expect(serviceAnswersIn([commit], `${onwardId.slice(0, -1)}2`)).toEqual([]);
  });
  test.each<[string, object[]]>([
    ['more answers than a service may ask', Array.from({ length: onwardLimits.answers + 1 }, (_, n) => ({ question: `${n}?`, text: 'x' }))],
    ['an answer that is too long', [{ question: 'Why?', text: 'x'.repeat(onwardLimits.answer + 1) }]],
    ['an answer that says nothing', [{ question: 'Why?', text: '' }]],
    ['a question that is none', [{ question: '', text: 'x' }]],
    ['a question twice', [answers[0] ?? {}, answers[0] ?? {}]],
  ])('is refused with %s', (_, wrong) => expect(sending({ answers: wrong })).toMatchObject({ ok: false, because: 'wrong-answers' }));
  test('shows a service what was ticked of what it declares, and nothing that it does not declare', () => {
    const declares = { fields: ['name', 'address'] } as const;
    expect(fieldsFor({ fields: ['name', 'birth-date'] }, { fields: [...declares.fields] })).toEqual(['name']);
    expect(fieldsFor({}, { fields: [...declares.fields] })).toEqual(['name', 'address']);
    expect(fieldsFor({ fields: [] }, { fields: [...declares.fields] })).toEqual([]);
    expect(fieldsFor({ fields: ['name'] }, undefined)).toEqual([]);
  });
});

describe('what is wanted on the same day', () => {
  const at = (text: string) => `2026-11-0${text}:00.000Z` as Instant;
  const due = (sentAt: Instant, opening?: object[]) => {
    const { facts } = factsOf({ neededBy: sentAt.slice(0, 10) as LocalDate, ...(opening ? { opening } : {}) }, sentAt);
    return [facts.remindAt.slice(0, 16), facts.escalateAt.slice(0, 16), facts.answerBy];
  };
  test.each([
    ['after two hours in which offices are open', at('2T09:30'), undefined, ['2026-11-02T10:30', '2026-11-02T11:30', '2026-11-02']],
    ['when it closes, where less is left', at('2T16:00'), undefined, ['2026-11-02T16:30', '2026-11-02T17:00', '2026-11-02']],
    ['after two hours of its own', at('2T09:00'), [{ day: 1, from: '14:00', to: '20:00' }], ['2026-11-02T12:30', '2026-11-02T16:00', '2026-11-02']],
    [
      'over its lunch',
      at('2T11:00'),
      [
        { day: 1, from: '13:00', to: '17:00' },
        { day: 1, from: '09:00', to: '12:00' },
      ],
      ['2026-11-02T12:30', '2026-11-02T14:00', '2026-11-02'],
    ],
    ['late in the day, where it is closed for today', at('2T20:00'), undefined, ['2026-11-02T21:29', '2026-11-02T22:59', '2026-11-02']],
    ['on a Sunday, where it is closed', at('1T12:00'), undefined, ['2026-11-01T16:29', '2026-11-01T20:59', '2026-11-01']],
  ])('is told of to the practitioner %s', (_, sentAt, opening, expected) => expect(due(sentAt, opening)).toEqual(expected));
  test('shortens what a later day shortens already', () => {
    const later = factsOf({ neededBy: '2026-11-03' }).facts.escalateAt;
    expect(factsOf({ neededBy: '2026-11-02' }).facts.escalateAt < later).toBe(true);
  });
  test('is no deadline where the day is over', () => expect(factsOf({ neededBy: '2026-10-30' }).facts.escalateAt).toBe('2026-11-16T09:00:00.000Z'));
  test('keeps the holidays of the area', () => {
    const closed = calendar({ extra: ['2026-11-02'], without: [] });
    expect([isOpenAt(monday, undefined, closed), opensNext(monday, undefined, closed)]).toEqual([false, '2026-11-03T09:00:00.000Z']);
    expect(isOpenAt(monday, undefined, calendar())).toBe(true);
  });
  test('knows no opening where a service is open on no day', () =>
    expect(opensNext(monday, [{ day: 9, from: '09:00', to: '10:00' }], calendar())).toBe(undefined));
});

describe('an organisation', () => {
  test('says until when it is full with its no, and that goes when the no goes', () => {
    const declined = after(offered(), 'organisation', { type: 'decline-onward', onward: onwardId, reason: full, fullUntil: '2027-03-01' });
    expect(onwardTaskFacet(onwardOf(declined))).toMatchObject({ status: 'rejected', fullUntil: '2027-03-01' });
    const inError = after(declined, 'practitioner', { type: 'mark-onward-as-error', onward: onwardId });
    expect(onwardOf(inError)).not.toHaveProperty('fullUntil');
  });
  test.each([
    ['with another reason', { code: 'not-eligible', text: 'x' }, '2027-03-01'],
    ['with a day that is over', full, '2026-11-01'],
  ])('does not %s', (_, reason, fullUntil) =>
    expect(ask(offered(), 'organisation', { type: 'decline-onward', onward: onwardId, reason, fullUntil })).toMatchObject({ because: 'not-full' }),
  );
  test.each(['requested', 'accepted', 'in-progress', 'on-hold'] as const)('notes a number of its own while it is %s; the newest counts', (status) => {
    const noted = after(offered(status, { acceptance: { reference: 'A-1' } }), 'organisation', {
      type: 'note-reference',
      onward: onwardId,
      reference: hostile,
    });
    expect([referenceOf(onwardOf(noted)), onwardOf(noted).status, onwardOf(noted).task.versionId]).toEqual([hostile, status, 2]);
    const again = after(noted, 'organisation', { type: 'note-reference', onward: onwardId, reference: hostile });
    expect(onwardOf(again).task.versionId).toBe(2);
  });
  test('keeps the number when it says yes, and has the one that its yes says', () => {
    const noted = after(offered(), 'organisation', { type: 'note-reference', onward: onwardId, reference: 'A-1' });
    const yes = (acceptance: object) => referenceOf(onwardOf(after(noted, 'organisation', { type: 'accept-onward', onward: onwardId, acceptance })));
    expect([yes({}), yes({ reference: 'A-2' })]).toEqual(['A-1', 'A-2']);
  });
  test('notes its number also after it was asked to stop', () => {
    const stopping = offered('accepted', { cancellation: { requestedAt: monday, forceAt: monday, reason: full } });
    expect(ask(stopping, 'organisation', { type: 'note-reference', onward: onwardId, reference: 'A-1' }).ok).toBe(true);
  });
  test('says what came of it in pounds, which the practice does not hear', () => {
    const outcome = { activity: 'Benefit check', amounts: { yearly: 3900, debt: 0 } };
    const done = after(offered('in-progress'), 'organisation', { type: 'complete-onward', onward: onwardId, outcome });
    expect(amountsOf(done)).toEqual({ yearly: 3900, debt: 0 });
    expect(onwardTaskFacet(onwardOf(done)).outcomes).toEqual([outcome]);
    expect(taskFacet(done).outcomes).toEqual([{ activity: 'Benefit check' }]);
  });
  test.each([{ yearly: -1 }, { oneOff: 1.5 }, { debt: onwardLimits.pounds + 1 }, { yearly: Number.NaN }])('does not say %o', (amounts) =>
    expect(ask(offered('in-progress'), 'organisation', { type: 'complete-onward', onward: onwardId, outcome: { activity: 'x', amounts } })).toMatchObject({
      because: 'wrong-amount',
    }),
  );
  test('says a number with "already supporting"', () => {
    const reason = { code: 'already-supporting', text: 'Comes on Tuesdays' };
    const known = after(offered(), 'organisation', { type: 'decline-onward', onward: onwardId, reason, reference: 'P-12' });
    expect(onwardOf(known)).toMatchObject({ status: 'rejected', reason, reference: 'P-12' });
  });
});
