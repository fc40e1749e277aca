/** The people who sign in. What they may see hangs on the practitioner, practice or manager that they are, as the directory says it now. */
import * as z from 'zod/mini';
import { managerId, practiceId, practitionerId, userClients, userId } from '#directory/ids';
import { staffRoles } from '#directory/records';
import type { Directory } from '#directory/types';
import { callerOf } from './client-store.ts';
import type { Caller, ClientId, UserId } from './types.ts';

export type StaffRole = (typeof staffRoles)[number];

const who = { id: userId, name: z.string(), mail: z.string(), disabled: z.optional(z.literal(true)) };
/** As it is stored. */
export const user = z.discriminatedUnion('role', [
  z.object({ ...who, role: z.literal('practitioner'), practitioner: practitionerId }),
  z.object({ ...who, role: z.literal('staff'), practice: practiceId, staff: z.enum(staffRoles) }),
  z.object({ ...who, role: z.literal('manager'), manager: managerId }),
  // Of comparison practices alone; which those are, the practices say.
  z.object({ ...who, role: z.literal('collector'), collects: z.array(practiceId) }),
]);
export type User = z.infer<typeof user>;

const clientOf = (id: UserId): ClientId => `${userClients}${id}` as ClientId;

const actsFor = (one: Exclude<User, { role: 'collector' }>) => {
  switch (one.role) {
    case 'practitioner':
      return { kind: 'practitioner', practitioner: one.practitioner } as const;
    case 'staff':
      return { kind: 'practice', practice: one.practice } as const;
    case 'manager':
      return { kind: 'manager', manager: one.manager } as const;
  }
};
/** Undefined when the directory no longer knows for whom this person acts. */
export const userCaller = async (one: User, directory: Directory): Promise<Caller | undefined> => {
  if (one.role !== 'collector') return callerOf({ id: clientOf(one.id), actsFor: actsFor(one) }, directory);
  const there = await Promise.all(one.collects.map((id) => directory.practice(id)));
  const collects = there.flatMap((practice) => (practice ? [practice.id] : []));
  return collects.length > 0 ? { kind: 'collector', collects, client: clientOf(one.id) } : undefined;
};
