/** The people who sign in, as an onboarding file brings them: one record each, listed where they work, and found by their address. */
import { type HubKeys, hubKeys } from '#identity/hub-keys';
import { mailKey, placesOf } from '#identity/user-store';
import { type User, user } from '#identity/users';
import { accessKeys } from '#platform/tables';
import type { Write } from '#platform/types';
import { documentItem } from './directory-store.ts';
import type { Problem } from './onboarding.ts';
import type { OnboardedUser } from './onboarding-document.ts';
import type { OnboardingDeps, Stored, Wanted } from './onboarding-store.ts';

const roleOf = ({ practitioner, practice, staff, manager, collects }: OnboardedUser) => {
  if (practitioner) return { role: 'practitioner', practitioner } as const;
  if (practice && staff) return { role: 'staff', practice, staff } as const;
  if (manager) return { role: 'manager', manager } as const;
  if (collects) return { role: 'collector', collects } as const;
  throw new Error('a user who is nobody was not refused by the check');
};
const recordOf = (one: OnboardedUser, current: Stored): User => {
  const disabled = one.disabled ?? current?.disabled === true;
  return { id: one.id, name: one.name, mail: one.mail, ...roleOf(one), ...(disabled && { disabled }) };
};

export type Macs = Pick<HubKeys, 'mac'>;
const macsOf = (deps: OnboardingDeps): Macs => deps.macs ?? hubKeys(deps);
/** The address leads to this user, and no longer from the one it was; it fails where it leads to somebody else. */
const addressWrites = async (id: string, before: unknown, now: string, { table }: OnboardingDeps, keys: Macs): Promise<Write[]> => {
  const key = await mailKey(now, keys);
  const old = typeof before === 'string' ? await mailKey(before, keys) : undefined;
  const [held, left] = await Promise.all([table.get(key), old && table.get(old)]);
  const put: Write[] = held?.user === id ? [] : [{ put: { ...key, user: id }, when: { absent: true } }];
  return old && old.pk !== key.pk && left?.user === id ? [...put, { delete: old, when: { equals: { user: id } } }] : put;
};

export const wantedUsers = (wanted: readonly OnboardedUser[], deps: OnboardingDeps): Wanted[] => {
  const keys = macsOf(deps);
  return wanted.map((one) => {
    const key = accessKeys.user(one.id);
    return {
      what: `user ${one.id}`,
      key,
      next: (current) => ({ item: documentItem(key, recordOf(one, current)), issued: [] }),
      listed: (record) => placesOf(user.parse(record)).map((place) => accessKeys.listed(place, 'USER', one.id)),
      besides: (current) => addressWrites(one.id, current?.mail, one.mail, deps, keys),
    };
  });
};

/** A hub that never made the key of its look-ups has no address in them, and is not made to by a question. */
const hasAddresses = async ({ table }: OnboardingDeps) => (await table.query({ pk: accessKeys.hubKeys('mac'), limit: 1 })).items.length > 0;
/** Addresses that are somebody else's already. */
export const takenAddresses = async (wanted: readonly OnboardedUser[], deps: OnboardingDeps): Promise<Problem[]> => {
  if (wanted.length === 0 || !(await hasAddresses(deps))) return [];
  const keys = macsOf(deps);
  const held = await Promise.all(wanted.map(async ({ mail }) => deps.table.get(await mailKey(mail, keys))));
  const text = 'another user of the hub has this address: give that user another one first, by a file of its own';
  return wanted.flatMap(({ id }, index) => (held[index] && held[index].user !== id ? [{ place: `users[${index}].mail`, text }] : []));
};
