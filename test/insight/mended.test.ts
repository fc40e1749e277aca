/** What a recount from the definitions alone found otherwise than the figures said, each by itself. */
import { describe, expect, test } from 'vitest';
import type { PractitionerId } from '#identity/types';
import { answerOf, type Slice } from '#insight/answers';
import { countedOf } from '#insight/counted/counted-of';
import type { Life, MeasuredValue } from '#insight/counted/life';
import { type Dims, sumOf, type Tally } from '#insight/counted/tally';
import { metrics } from '#insight/metrics/all';
import { reportPeriod } from '#insight/report-period';
import type { Instant, LocalDate } from '#platform/types';
import type { Commit, Contact, Event, NeedCode, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { lifeOf, personIn } from '#test/counted';
import { facts } from '#test/referrals';

const practitioner = 'catriona-weir' as PractitionerId;
type Step = [string, Event];
const at = (day: string) => `${day}T10:00:00.000Z` as Instant;
const came = (id: string): Event => ({ type: 'submitted', id: id as ReferralId, draft: false, facts: facts() });
const accepted: Event = { type: 'accepted', practitioner };
const contact = (day: string, outcome: Contact['outcome']): Step => {
  const what: Contact = { id: day, at: at(day), mode: 'telephone', outcome, twoWay: outcome === 'answered', help: [] };
  return [day, { type: 'contact-logged', contact: what, by: practitioner }];
};
const needs = (...[primary, ...more]: [NeedCode, ...NeedCode[]]): Event => ({ type: 'needs-recorded', needs: [primary, ...more], primary });
const closed: Event = { type: 'failed', reason: { code: 'other', text: 'Support ended.' } };
const referral = (id: string, ...steps: Step[]): Commit[] =>
  steps.map(([day, event], n) => ({
    ...{ referral: id as ReferralId, rev: n + 1, at: at(day), events: [event], touched: [], audit: { by: 'test', command: event.type }, previous: '' },
  }));
const tallyOf = (referrals: Commit[][], more: Partial<Life> = {}, isMeant: (dims: Dims) => boolean = () => true): Tally => {
  const [first] = referrals;
  const counted = first && countedOf(lifeOf(personIn(first), referrals, more), calendar());
  return sumOf((counted?.parts ?? []).flatMap(({ dims, tally }) => (isMeant(dims) ? [tally] : [])));
};
const value = (day: string, number: number): MeasuredValue => ({ id: day, item: 'wsas-score', day: day as LocalDate, value: number, knownAt: at(day) });
const answer = (name: string, slice: Slice, period: string, today: string) => {
  const [metric, asked] = [metrics[name], reportPeriod(period, today as LocalDate, calendar())];
  if (!metric || !asked) throw new Error(`no such question: ${name} of ${period}`);
  return answerOf(metric, { slice, needs: [], period: asked });
};

test('a try that reaches nobody does not hide that nobody spoke with the person for months', () => {
  const tally = tallyOf([
    referral('r1', ['2026-01-05', came('r1')], ['2026-01-06', accepted], contact('2026-01-08', 'answered'), contact('2026-06-01', 'no-answer')),
  ]);
  expect(tally['lastSeen@2026-01-08']).toBe(1);
  expect(tally['lastSeen@2026-06-01']).toBeUndefined();
});

test('a need found when the person comes back is one of their needs', () => {
  const first = referral('r1', ['2026-01-05', came('r1')], ['2026-01-06', accepted], ['2026-01-08', needs('money')], ['2026-01-20', closed]);
  const second = referral('r2', ['2026-03-02', came('r2')], ['2026-03-03', accepted], ['2026-03-04', needs('housing', 'money')]);
  const having = (code: NeedCode) => tallyOf([first, second], {}, ({ need, age }) => need === code && age === undefined)['having.y'];
  expect([having('money'), having('housing'), having('debt')]).toEqual([1, 1, undefined]);
});

describe('a baseline', () => {
  const spoken = referral('r1', ['2026-01-05', came('r1')], ['2026-01-06', accepted], contact('2026-01-08', 'answered'), ['2026-02-02', closed]);
  test('is the first by its day, in whatever order the measurements are kept', () => {
    const measured = [value('2026-01-20', 12), value('2026-01-09', 20), value('2026-10-12', 5)];
    expect(tallyOf([spoken], { measured })).toMatchObject({ 'base-wsas-score': 1, 'pair-wsas-score': 1, 'change-wsas-score': -15 });
  });
  test('is that of one referral: another that begins with it has none, and takes no follow-up for one', () => {
    const never = referral('r2', ['2026-01-07', came('r2')], ['2026-01-07', closed]);
    expect(tallyOf([spoken, never], { measured: [value('2026-01-09', 20), value('2026-10-12', 5)] })).toMatchObject({
      'base-wsas-score': 1,
      'pair-wsas-score': 1,
    });
  });
  test('of a month with 31 days is due once the last day of its last window is over', () => {
    const due = (today: string) => answer('change-wsas-score', [{ month: '2025-10', tally: { 'base-wsas-score': 2 } }], '2025-10', today);
    expect([due('2026-09-15'), due('2026-09-16')]).toMatchObject([{ due: 0 }, { due: 2 }]);
  });
});

describe('onward referrals not answered', () => {
  const tally = { sent: 4, 'sent@02': 1, 'sent@03': 1, 'sent@24': 2, 'unanswered@03': 1, 'unanswered@24': 2, accepted: 1, 'hours.2': 1 };
  const slice = [{ month: '2026-11', tally }];
  test('are said beside the response times of those that were', () => {
    expect(answer('response', slice, '2026-11', '2026-11-27')).toMatchObject({ n: 1, still: 3 });
  });
  test('are said apart from those that are too new to say', () => {
    expect(answer('unanswered', slice, '2026-11', '2026-11-27')).toEqual({ kind: 'share', part: 1, whole: 2, notYet: 2 });
  });
});
