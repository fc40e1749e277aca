/** What follows a try that reached nobody. */
import type { Instant, LocalDate } from '#platform/types';
import { type Calendar, londonDate, workingDayAfter } from './working-days.ts';

/** So many tries on so many days are enough: reported as unable to contact from there on. */
export const enoughAttempts = { tries: 3, days: 2 } as const;

/** `attempts`: the casework's; `at`: a try that is being logged, whether among them yet or not. */
export const attemptsRule = (attempts: readonly Instant[], at?: Instant): 'try-again' | 'offer-letter-or-closing' => {
  const tries = new Set(at === undefined ? attempts : [...attempts, at]);
  const days = new Set([...tries].map(londonDate));
  return tries.size >= enoughAttempts.tries && days.size >= enoughAttempts.days ? 'offer-letter-or-closing' : 'try-again';
};

/** The day after the next working day, both worked: who was not in today may not be in tomorrow. */
export const nextTry = (day: LocalDate, closed: Calendar, workingDays = 2): LocalDate => workingDayAfter(day, workingDays, closed);
