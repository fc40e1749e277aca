/** People who sign in. Plain data. */
import type { Brand } from '#platform/types';
import type { ManagerId, PracticeId, PractitionerId } from './types.ts';

export type UserId = Brand<'UserId'>;
export type StaffRole = 'gp' | 'nurse' | 'manager' | 'reception' | 'other';
export type User = { id: UserId; name: string; mail: string; disabled?: true } & (
  | { role: 'practitioner'; practitioner: PractitionerId }
  | { role: 'staff'; practice: PracticeId; staff: StaffRole }
  | { role: 'manager'; manager: ManagerId }
);
