/** What a practitioner does with a person, said one rule at a time. */
import { describe, expect, test } from 'vitest';
import { later } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { contactsOf } from '#referral/contacts';
import { decide } from '#referral/decide';
import { undoFor } from '#referral/decide-casework';
import { applyEvents } from '#referral/evolve';
import { taskFacet } from '#referral/facets';
import { isSensitive } from '#referral/needs';
import type { Commit, Referral } from '#referral/types';
import { calendar } from '#referral/working-days';
import { ailsa, catriona, contact, noAnswer, step, visit } from '#test/casework';
import { actors, facts, monday, referralId } from '#test/referrals';

const minute = 60_000;
const hour = 60 * minute;
const catrionas = actors.practitioner;
const ailsas = { ...catrionas, practitioner: ailsa };

/** One referral and a clock that the test moves. */
const begun = ({ restricted = false } = {}) => {
  let now = monday;
  const commits: Commit[] = [];
  let referral: Referral | undefined;
  const add = (events: Commit['events'], by: string, command: string) => {
    const next = applyEvents(referral, events, now);
    commits.push({ referral: referralId, rev: next.referral.rev, at: now, events, touched: next.touched, audit: { by, command }, previous: '' });
    referral = next.referral;
  };
  add([{ type: 'submitted', id: referralId, draft: false, facts: facts(restricted ? { restricted: true } : {}) }], 'practice/birchtree', 'submit');
  const ask = (act: Act, by: typeof catrionas | typeof ailsas = catrionas) => {
    const decision = decide(referral, { ...act, by, at: now } as never, { calendar: calendar() }, commits);
    if (decision.ok) add(decision.events, nameOf(by), act.type);
    return decision.ok ? 'done' : decision.because;
  };
  const pass = (milliseconds: number) => {
    now = later(now, milliseconds);
  };
  return { ask, pass, commits, now: () => now, referral: () => referral as Referral, casework: () => referral?.casework };
};
const accepted = (next = step(), over = {}) => {
  const life = begun(over);
  expect(life.ask({ type: 'accept', next })).toBe('done');
  life.pass(hour);
  return life;
};
/** A call logged now. */
const call = (id: string, life: ReturnType<typeof begun>, over: Parameters<typeof contact>[0] = {}) =>
  ({ type: 'log-contact', contact: contact({ id, at: life.now(), ...over }) }) as const;
const failed = (id: string, life: ReturnType<typeof begun>) => ({ type: 'log-contact', contact: noAnswer(id, life.now()) }) as const;

describe('the next step', () => {
  test('is planned with the yes, in one commit', () => {
    const life = accepted();
    expect(life.commits).toHaveLength(2);
    expect(life.casework()?.next).toEqual(step());
  });
  test('need not be there: a yes without one leaves none', () => {
    const life = begun();
    life.ask({ type: 'accept' });
    expect(life.casework()).toBeUndefined();
  });
  test('is one: another takes its place', () => {
    const life = accepted();
    life.ask({ type: 'plan-step', step: visit });
    expect(life.casework()?.next).toEqual(visit);
  });
  test('is planned for nobody whom no practitioner took on', () => {
    expect(begun().ask({ type: 'plan-step', step: visit })).toBe('wrong-status');
  });
  test('goes with the end of the referral', () => {
    const life = accepted();
    life.ask({ type: 'complete', outcomes: [{ activity: 'Benefits check' }] });
    expect(life.casework()).toEqual({ attempts: [], contacts: 0 });
  });
});

describe('a try that reaches nobody', () => {
  test('is counted, changes no status and moves no version', () => {
    const life = accepted();
    const before = life.referral().task;
    life.ask(failed('c0000001', life));
    expect([life.casework()?.attempts, life.casework()?.contacts]).toEqual([[life.now()], 0]);
    expect([life.referral().status, life.referral().task]).toEqual(['accepted', before]);
  });
  test.each(['did-not-attend', 'cancelled-by-person', 'cancelled-by-us', 'sent'] as const)('%s is neither a try nor a contact', (outcome) => {
    const life = accepted();
    life.ask(call('c0000001', life, { outcome, twoWay: false }));
    expect(life.casework()).toMatchObject({ attempts: [], contacts: 0 });
  });
  test('is forgotten with the first word that is spoken, and counts again when that is struck out', () => {
    const life = accepted();
    life.ask(failed('c0000001', life));
    const [try1] = [life.now()];
    life.pass(hour);
    life.ask(call('c0000002', life));
    expect(life.casework()).toMatchObject({ attempts: [], contacts: 1, firstContactAt: life.now(), lastContactAt: life.now() });
    life.pass(hour);
    life.ask({ type: 'strike-contact', contact: 'c0000002', reason: 'It was her sister' });
    expect(life.casework()).toEqual(expect.objectContaining({ attempts: [try1], contacts: 0 }));
    expect([life.casework()?.firstContactAt, life.casework()?.lastContactAt]).toEqual([undefined, undefined]);
  });
  test('before the last contact, logged late, is no try since it', () => {
    const life = accepted();
    const early = life.now();
    life.pass(hour);
    life.ask(call('c0000001', life));
    life.ask({ type: 'log-contact', contact: noAnswer('c0000002', early) });
    expect(life.casework()?.attempts).toEqual([]);
  });
});

describe('a contact', () => {
  test('in which both spoke begins the help, in the same commit, and is told as that alone', () => {
    const life = accepted();
    life.ask(call('c0000001', life));
    expect(life.referral().status).toBe('in-progress');
    expect(life.commits.at(-1)?.events.map(({ type }) => type)).toEqual(['contact-logged', 'started']);
  });
  test('does not resume what is on hold', () => {
    const life = accepted();
    life.ask({ type: 'hold', reason: { code: 'other', text: 'In hospital.' } });
    life.ask(call('c0000001', life));
    expect(life.referral().status).toBe('on-hold');
  });
  test('where somebody came and nobody could speak is not two-way', () => {
    const life = accepted();
    life.ask(call('c0000001', life, { outcome: 'attended', twoWay: false }));
    expect([life.referral().status, life.casework()?.contacts]).toEqual(['accepted', 0]);
  });
  test('said to be two-way although nobody answered is not', () => {
    const life = accepted();
    life.ask(call('c0000001', life, { outcome: 'did-not-attend', twoWay: true }));
    expect(life.casework()?.contacts).toBe(0);
  });
  test('keeps the next step unless it says another, or none', () => {
    const life = accepted();
    life.ask(call('c0000001', life));
    expect(life.casework()?.next).toEqual(step());
    life.ask({ ...call('c0000002', life), next: visit });
    expect(life.casework()?.next).toEqual(visit);
    life.ask({ ...call('c0000003', life), next: null });
    expect(life.casework()?.next).toBeUndefined();
  });
  test.each([
    ['before the referral came', -1, 'wrong-time'],
    ['when it came', 0, 'done'],
    ['five minutes from now, by a clock that is fast', hour + 5 * minute, 'done'],
    ['later than that', hour + 5 * minute + 1, 'wrong-time'],
  ])('%s: %s ms after it came is %s', (_, after, answer) => {
    const life = accepted();
    expect(life.ask(call('c0000001', life, { at: later(monday, after) }))).toBe(answer);
  });
  test('sent twice is logged once', () => {
    const life = accepted();
    life.ask(call('c0000001', life));
    expect(life.ask(call('c0000001', life))).toBe('duplicate');
    expect(life.casework()?.contacts).toBe(1);
  });
});

describe('undoing', () => {
  const logged = (next?: typeof visit | null) => {
    const life = accepted();
    life.ask({ ...call('c0000001', life), ...(next === undefined ? {} : { next }) });
    return life;
  };
  const undo = { type: 'strike-contact', contact: 'c0000001' } as const;
  test('takes the contact back and restores the step it replaced', () => {
    const life = logged(visit);
    expect(life.ask(undo)).toBe('done');
    expect(life.casework()).toEqual({ attempts: [], contacts: 0, next: step() });
  });
  test('restores the step that a contact did away with, and does away with one where there was none', () => {
    const without = logged(null);
    without.ask(undo);
    expect(without.casework()?.next).toEqual(step());
    const life = logged(null);
    life.ask({ ...call('c0000002', life), next: visit });
    life.ask({ ...undo, contact: 'c0000002' });
    expect(life.casework()?.next).toBeUndefined();
  });
  test('leaves alone what was planned since', () => {
    const life = logged(visit);
    const other = step({ day: '2026-11-20' as LocalDate });
    life.ask({ type: 'plan-step', step: other });
    life.ask(undo);
    expect(life.casework()?.next).toEqual(other);
  });
  test('leaves the step alone where the contact did', () => {
    const life = logged();
    life.ask({ type: 'plan-step', step: visit });
    life.ask(undo);
    expect(life.casework()?.next).toEqual(visit);
  });
  test('leaves help begun: no status goes back', () => {
    const life = logged();
    life.ask(undo);
    expect(life.referral().status).toBe('in-progress');
  });
  test('is for ten minutes', () => {
    expect(undoFor).toBe(10 * minute);
    const [inTime, late] = [logged(), logged()];
    inTime.pass(10 * minute);
    expect(inTime.ask(undo)).toBe('done');
    late.pass(10 * minute + 1);
    expect([late.ask(undo), late.casework()?.contacts]).toEqual(['too-late', 1]);
  });
  test('counts from when it was logged, not from when it was', () => {
    const life = accepted();
    life.pass(5 * hour);
    life.ask(call('c0000001', life, { at: monday }));
    life.pass(9 * minute);
    expect(life.ask(undo)).toBe('done');
  });
  test('is for who logged it', () => {
    const life = logged();
    expect(life.ask(undo, ailsas)).toBe('not-allowed');
    expect(life.ask({ ...undo, reason: 'She was with me' }, ailsas)).toBe('done');
  });
  test('is for one contact that is there, once', () => {
    const life = logged();
    expect(life.ask({ ...undo, contact: 'c0000009' })).toBe('no-contact');
    life.ask(undo);
    expect(life.ask(undo)).toBe('already-struck');
    expect(life.ask({ ...undo, reason: 'Again' })).toBe('already-struck');
  });
  test('of an older one than the last keeps what the last planned', () => {
    const life = logged(visit);
    const other = step({ day: '2026-11-20' as LocalDate });
    life.ask({ ...call('c0000002', life), next: other });
    life.ask(undo);
    expect(life.casework()).toMatchObject({ contacts: 1, next: other, last: { contact: 'c0000002' } });
  });
});

describe('striking out', () => {
  test('with a reason is possible at any time while it goes on, and stays to be seen', () => {
    const life = accepted();
    life.ask({ ...call('c0000001', life), next: visit });
    life.pass(100 * 24 * hour);
    expect(life.ask({ type: 'strike-contact', contact: 'c0000001', reason: 'Another person of that name' })).toBe('done');
    expect(contactsOf(life.commits)).toMatchObject([{ struck: { at: life.now(), by: catriona, reason: 'Another person of that name' } }]);
    expect(life.casework()).toMatchObject({ contacts: 0, next: visit });
  });
  test('is over with the referral', () => {
    const life = accepted();
    life.ask(call('c0000001', life));
    life.ask({ type: 'fail', reason: { code: 'unable-to-contact', text: 'Not reached.' } });
    expect(life.ask({ type: 'strike-contact', contact: 'c0000001' })).toBe('wrong-status');
  });
});

describe('handing over', () => {
  test('gives it to another practitioner, with a note, and the Task moves with its owner alone', () => {
    const life = accepted();
    const before = life.referral();
    expect(life.ask({ type: 'hand-over', to: ailsa, note: 'Knows her well.' })).toBe('done');
    expect(life.casework()?.handover).toEqual({ from: catriona, at: life.now(), note: 'Knows her well.' });
    expect(taskFacet(life.referral())).toEqual({ ...taskFacet(before), practitioner: ailsa });
    expect(life.commits.at(-1)?.touched).toEqual([{ type: 'Task', id: referralId, versionId: before.task.versionId + 1 }]);
  });
  test('is to another than has it', () => {
    const life = accepted();
    expect(life.ask({ type: 'hand-over', to: catriona })).toBe('same-practitioner');
    life.ask({ type: 'hand-over', to: ailsa });
    expect(life.ask({ type: 'hand-over', to: ailsa })).toBe('same-practitioner');
  });
  test('may be asked by a colleague, who takes it over', () => {
    const life = accepted();
    expect(life.ask({ type: 'hand-over', to: ailsa }, ailsas)).toBe('done');
    expect(life.referral()).toMatchObject({ practitioner: ailsa, casework: { handover: { from: catriona } } });
  });
  test('of a restricted one is for whom it is with, and then it is with the other alone', () => {
    const life = accepted(step(), { restricted: true });
    expect(life.ask({ type: 'hand-over', to: ailsa }, ailsas)).toBe('not-found');
    expect(life.ask({ type: 'hand-over', to: ailsa })).toBe('done');
    expect(life.ask({ type: 'plan-step', step: visit })).toBe('not-found');
    expect(life.ask({ type: 'plan-step', step: visit }, ailsas)).toBe('done');
  });
  test('keeps the next step and the contacts', () => {
    const life = accepted();
    life.ask(call('c0000001', life));
    life.ask({ type: 'hand-over', to: ailsa });
    expect(life.casework()).toMatchObject({ contacts: 1, next: step() });
  });
});

describe('working alone', () => {
  test('she says once that she is out safe', () => {
    const life = accepted(visit);
    expect(life.ask({ type: 'confirm-safe' })).toBe('done');
    expect(life.casework()?.next?.alone).toEqual({ ...visit.alone, safeAt: life.now() });
    expect(life.ask({ type: 'confirm-safe' })).toBe('not-alone');
  });
  test('there is nothing to say where nobody is out alone', () => {
    expect(accepted().ask({ type: 'confirm-safe' })).toBe('not-alone');
  });
  test('an undone contact brings back the visit with what was said of it', () => {
    const life = accepted(visit);
    life.ask({ type: 'confirm-safe' });
    const safeAt: Instant = life.now();
    life.ask({ ...call('c0000001', life), next: null });
    life.ask({ type: 'strike-contact', contact: 'c0000001' });
    expect(life.casework()?.next?.alone?.safeAt).toBe(safeAt);
  });
});

describe('what the person needs', () => {
  test('is recorded in the order of the list, each once, with the one that matters most among them', () => {
    const life = accepted();
    expect(life.ask({ type: 'record-needs', needs: ['digital', 'money', 'money'], primary: 'debt' })).toBe('done');
    expect(life.casework()).toMatchObject({ needs: ['money', 'debt', 'digital'], primaryNeed: 'debt' });
  });
  test('is replaced as a whole, and outlasts contacts, their undoing and the end', () => {
    const life = accepted();
    life.ask({ type: 'record-needs', needs: ['money'], primary: 'money' });
    life.ask({ type: 'record-needs', needs: ['housing', 'legal'], primary: 'legal' });
    life.ask(call('c0000001', life));
    life.ask({ type: 'strike-contact', contact: 'c0000001' });
    life.ask({ type: 'fail', reason: { code: 'unable-to-contact', text: 'Not reached.' } });
    expect(life.casework()).toMatchObject({ needs: ['housing', 'legal'], primaryNeed: 'legal' });
    expect(life.ask({ type: 'record-needs', needs: ['money'], primary: 'money' })).toBe('wrong-status');
  });
  test('makes the referral sensitive where any of it is, whatever matters most', () => {
    const life = accepted();
    expect(isSensitive(life.referral())).toBe(false);
    life.ask({ type: 'record-needs', needs: ['money', 'gambling'], primary: 'money' });
    expect(isSensitive(life.referral())).toBe(true);
  });
});
