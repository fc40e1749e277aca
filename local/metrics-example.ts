/** An invented quarter, on which docs/metrics.md shows each figure. */
import type { AreaId, ClientId, PracticeId } from '#identity/types';
import type { Life, Told } from '#insight/counted/life';
import type { LocalDate } from '#platform/types';
import type { Commit, Contact, Event, NeedCode, OnwardId, PersonId, ReferralId, RequestFacts } from '#referral/types';
import { at, need, practitioner, type Row, reason } from './metrics-steps.ts';

const request: RequestFacts = {
  practice: 'birchtree' as PracticeId,
  requester: 'gp-system' as ClientId,
  area: 'S12000049' as AreaId,
  person: 'person' as PersonId,
  need,
  urgency: 'routine',
  consent: true,
  doNotContact: false,
  warnings: [],
};
const id = 'r' as ReferralId;
type Step = Row['steps'][number];
const step = (when: string, event: Event): Step => ({ at: when, event: () => event });
const received = (when: string, facts: Partial<RequestFacts> = {}, draft = false): Step =>
  step(when, { type: 'submitted', id, draft, facts: { ...request, ...facts } });
const acceptedBy = (when: string): Step => step(when, { type: 'accepted', practitioner });
const needs = (when: string, ...[primary, ...others]: [NeedCode, ...NeedCode[]]): Step =>
  step(when, { type: 'needs-recorded', needs: [primary, ...others], primary });
const contact = (when: string, outcome: Contact['outcome'], mode: Contact['mode'] = 'telephone', minutes?: number): Step => {
  const twoWay = outcome === 'attended' || outcome === 'answered';
  const what = { id: when.replaceAll(/\D/g, '').slice(4), at: at(when), mode, outcome, twoWay, help: [], ...(minutes === undefined ? {} : { minutes }) };
  return step(when, { type: 'contact-logged', contact: what, by: practitioner });
};
const closed = (when: string, code: string, type: 'failed' | 'cancelled' = 'cancelled'): Step =>
  step(when, type === 'failed' ? { type, reason: reason(code) } : { type, reason: reason(code), by: 'owner' });
const metGoals = (when: string): Step => step(when, { type: 'completed', outcomes: [{ activity: 'Goals met', code: 'goals-met' }] });

const woman: Told = { birthDate: '1970-03-01', sex: 'female', fifth: '1', interpreter: false, ethnicity: 'white', numbered: true, merged: 0 };
const man: Told = { birthDate: '1990-05-12', sex: 'male', fifth: '5', interpreter: false, ethnicity: 'white', numbered: true, merged: 0 };
type ExamplePerson = { story: string; told: Told; referrals: Row['steps'][]; goals?: Life['goals']; measured?: Life['measured'] };
const value = (item: string, day: string, number: number) => ({
  id: `${item} ${day}`,
  item,
  day: day as LocalDate,
  value: number,
  knownAt: at(`${day} 12:00`),
});
const satisfaction = 'ons4-life-satisfaction';

/** One person each, of one practice. */
export const people: ExamplePerson[] = [
  {
    story:
      'referred on 6 October, answers the first call on 9 October, three conversations (one at home, 50 minutes), a goal reached, closed in December with goals met; life satisfaction 4, and 7 nine months later',
    told: woman,
    referrals: [
      [
        received('2025-10-06 08:00'),
        acceptedBy('2025-10-07 08:00'),
        contact('2025-10-09 10:00', 'answered', 'telephone', 20),
        needs('2025-10-09 10:30', 'money', 'debt'),
        contact('2025-10-20 10:00', 'attended', 'home', 50),
        contact('2025-11-10 10:00', 'attended', 'practice', 40),
        metGoals('2025-12-01 10:00'),
      ],
    ],
    goals: [{ id: 'g', setOn: '2025-10-20' as LocalDate, ended: { on: '2025-11-28' as LocalDate, how: 'achieved' } }],
    measured: [value(satisfaction, '2025-10-20', 4), value(satisfaction, '2026-07-21', 7)],
  },
  {
    story:
      'referred on 8 October, reached at the third try on 22 October, then misses a visit; closed in November because she chose to stop; life satisfaction 6, never asked again',
    told: { ...woman, fifth: '2', interpreter: true, ethnicity: 'asian' },
    referrals: [
      [
        received('2025-10-08 08:00', { source: 'staff' }),
        acceptedBy('2025-10-08 12:00'),
        contact('2025-10-09 10:00', 'no-answer'),
        contact('2025-10-13 10:00', 'no-answer'),
        contact('2025-10-22 10:00', 'answered', 'telephone', 15),
        needs('2025-10-22 10:30', 'loneliness'),
        contact('2025-10-29 10:00', 'did-not-attend', 'practice'),
        closed('2025-11-14 10:00', 'person-stopped'),
      ],
    ],
    measured: [value(satisfaction, '2025-10-22', 6)],
  },
  {
    story:
      'referred on 10 October, three tries on three days reach nobody, closed as unable to contact on 3 November; the practice’s system could not be reached to be told',
    told: man,
    referrals: [
      [
        received('2025-10-10 08:00'),
        acceptedBy('2025-10-10 12:00'),
        contact('2025-10-14 10:00', 'no-answer'),
        contact('2025-10-20 10:00', 'no-answer'),
        contact('2025-10-27 10:00', 'no-answer'),
        closed('2025-11-03 10:00', 'unable-to-contact', 'failed'),
        step('2025-11-05 10:00', { type: 'practice-not-reached' }),
      ],
    ],
  },
  {
    story:
      'refers himself on 3 November, is spoken with on 4 November and closed on 20 November; comes back by his GP on 15 December and is spoken with on 18 December',
    told: { ...man, fifth: '3' },
    referrals: [
      [
        received('2025-11-03 08:00', { source: 'self' }),
        acceptedBy('2025-11-03 12:00'),
        contact('2025-11-04 10:00', 'attended', 'walk-and-talk', 60),
        needs('2025-11-04 11:30', 'work'),
        closed('2025-11-20 10:00', 'supported-elsewhere', 'failed'),
      ],
      [received('2025-12-15 08:00'), acceptedBy('2025-12-15 12:00'), contact('2025-12-18 10:00', 'answered')],
    ],
  },
  {
    story: 'referred on 31 October at 23:30 UTC, still October in London; rejected at triage on 4 November',
    told: { sex: 'not-known', fifth: 'not-known', interpreter: false, ethnicity: 'not-known', numbered: false, merged: 0 },
    referrals: [
      [
        received('2025-10-31 23:30', { need: { display: 'Not said' } }),
        step('2025-11-04 10:00', { type: 'rejected', practitioner, reason: reason('not-eligible') }),
      ],
    ],
  },
  {
    story: 'referred on 5 December, accepted, and not reached since',
    told: man,
    referrals: [[received('2025-12-05 08:00'), acceptedBy('2025-12-08 08:00')]],
  },
  { story: 'a draft of 12 October, never sent', told: woman, referrals: [[received('2025-10-12 08:00', {}, true)]] },
  {
    story: 'referred on 13 October, entered in error as it turned out in November',
    told: woman,
    referrals: [[received('2025-10-13 08:00'), step('2025-11-02 08:00', { type: 'marked-as-error' })]],
  },
];

const commit = ({ at: when, event }: Step, rev: number, own: OnwardId): Commit => ({
  referral: id,
  rev,
  at: at(when),
  events: [event(own)],
  touched: [],
  audit: { by: 'example', command: 'example' },
  previous: '',
});
const nobody = 'r-0' as OnwardId;
const commitsOf = (steps: readonly Step[]): Commit[] => steps.map((one, n) => commit(one, n + 1, nobody));

export const lifeOf = ({ told, referrals, goals = [], measured = [] }: ExamplePerson): Life => ({
  id: request.person,
  ...{ told, goals, measured },
  referrals: new Map(referrals.map((steps, n) => [`r${n}` as ReferralId, commitsOf(steps)])),
});
/** The first person with these onward referrals besides. */
export const lifeWithOnward = (rows: readonly Row[]): Life => {
  const [first] = people;
  if (!first) throw new Error('nobody');
  const own = (first.referrals[0] ?? []).map((one) => ({ one, onward: nobody }));
  const sentOn = rows.flatMap(({ steps }, n) => steps.map((one) => ({ one, onward: `r-${n}` as OnwardId })));
  const inTime = [...own, ...sentOn].sort((a, b) => (a.one.at < b.one.at ? -1 : 1));
  return { ...lifeOf(first), referrals: new Map([[id, inTime.map(({ one, onward }, n) => commit(one, n + 1, onward))]]) };
};
