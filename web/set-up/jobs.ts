/** The role in which somebody signs in, and at a practice what they are there, as one word. */
import type { User } from '#identity/users';

export const jobs = ['practitioner', 'gp', 'nurse', 'practice-manager', 'reception', 'other', 'manager', 'collector'] as const;
export type Job = (typeof jobs)[number];

/** Undefined for who is no staff of a practice. */
export const staffOf = (job: Job) => {
  if (job === 'practitioner' || job === 'manager' || job === 'collector') return undefined;
  return job === 'practice-manager' ? 'manager' : job;
};
export const jobOf = (one: User): Job => {
  if (one.role !== 'staff') return one.role;
  return one.staff === 'manager' ? 'practice-manager' : one.staff;
};
