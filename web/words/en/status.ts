import type { TaskStatus } from '#referral/types';

/** How a referral stands, as people say it. */
export const caseworkStatus = {
  draft: 'not sent yet',
  requested: 'new',
  accepted: 'accepted',
  rejected: 'not for us',
  'in-progress': 'under way',
  'on-hold': 'on hold',
  completed: 'closed, help given',
  failed: 'closed, could not help',
  cancelled: 'withdrawn',
  'entered-in-error': 'entered in error',
} as const satisfies Record<TaskStatus, string>;
