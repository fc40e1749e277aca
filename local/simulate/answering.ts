/** How an invented organisation answers, and how soon. */
import type { Reason } from '#referral/types';
import type { Chance } from './chance.ts';
import type { Story } from './happening.ts';
import type { Habit, Organisation } from './programme.ts';
import { monthAt } from './time.ts';

export const reason = (code: string, text: string): Reason => ({ code, text });
export const noRoom = reason('no-capacity', 'We have no room just now.');
export const declines: readonly (readonly [number, Reason])[] = [
  [30, noRoom],
  [22, reason('not-eligible', 'Our service is for others.')],
  [14, reason('out-of-area', 'This is outside our area.')],
  [12, reason('wrong-service', 'Another service would fit better.')],
  [10, reason('insufficient-information', 'We would need to know more.')],
  [7, reason('person-declined', 'They told us they would rather not.')],
  [5, reason('service-closed', 'The group has ended.')],
];

/** Days until an answer; undefined: none comes. */
export const answersIn = (by: Chance, habit: Habit): number | undefined => {
  switch (habit) {
    case 'quick':
      return by.around(0.9, 0.8);
    case 'slow':
      return by.around(7, 0.6);
    case 'often-full':
      return by.around(2.5, 0.8);
    case 'silent':
      return by.yes(0.6) ? undefined : by.around(12, 0.5);
  }
};
export type Answer = 'yes' | 'waiting-list' | 'no' | 'already';
export const answerOf = ({ by, person, programme }: Story, { habit }: Organisation, at: number): Answer => {
  if (person.turn?.startsWith('onward-')) return 'yes';
  const full = (habit === 'often-full' ? 40 : 0) + (monthAt(programme.months, at) === programme.shock ? 45 : 0);
  return by.weighted([
    [70, 'yes'],
    [12, 'waiting-list'],
    [13 + full, 'no'],
    [5, 'already'],
  ] as const);
};
