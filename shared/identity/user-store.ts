/** Who may sign in, read from `access`. */
import { recordReader } from '#directory/directory-store';
import { sameMail, userId } from '#directory/ids';
import { accessKeys } from '#platform/tables';
import type { Key, Table } from '#platform/types';
import type { HubKeys } from './hub-keys.ts';
import type { ManagerId, PracticeId, PractitionerId, UserId } from './types.ts';
import { type User, user } from './users.ts';

export type Users = {
  find(id: UserId): Promise<User | undefined>;
  /** Whoever signs in by this address, however it is written. */
  byMail(mail: string): Promise<User | undefined>;
  /** Staff of a practice. */
  ofPractice(id: PracticeId): Promise<User[]>;
  ofPractitioner(id: PractitionerId): Promise<User[]>;
  ofManager(id: ManagerId): Promise<User[]>;
  /** Data collectors of a practice. */
  collectorsOf(id: PracticeId): Promise<User[]>;
};

type Macs = Pick<HubKeys, 'mac'>;
/** What an address is known by, in keys and in sessions. */
export const mailMac = (mail: string, keys: Macs): Promise<string> => keys.mac('mail', sameMail(mail));
export const mailKey = async (mail: string, keys: Macs): Promise<Key> => accessKeys.mail(await mailMac(mail, keys));

/** Under what a user is listed; the slash parts practitioners and managers from practices of the same id. */
const places = {
  practice: (id: string) => id,
  practitioner: (id: string) => `practitioner/${id}`,
  manager: (id: string) => `manager/${id}`,
  collector: (id: string) => `collector/${id}`,
} as const;
export const placesOf = (one: User): string[] => {
  switch (one.role) {
    case 'staff':
      return [places.practice(one.practice)];
    case 'practitioner':
      return [places.practitioner(one.practitioner)];
    case 'manager':
      return [places.manager(one.manager)];
    case 'collector':
      return one.collects.map(places.collector);
  }
};

/** For who may know which address is whose, but nothing of the keys by which one is found. */
export const userLists = (table: Table): Pick<Users, 'ofPractice' | 'ofPractitioner' | 'ofManager' | 'collectorsOf'> => {
  const listed = (place: string) => recordReader(table).list(accessKeys.listed(place, 'USER', ''), user);
  return {
    ofPractice: (id) => listed(places.practice(id)),
    ofPractitioner: (id) => listed(places.practitioner(id)),
    ofManager: (id) => listed(places.manager(id)),
    collectorsOf: (id) => listed(places.collector(id)),
  };
};
export const userStore = (table: Table, keys: Macs): Users => {
  const { read } = recordReader(table);
  const find: Users['find'] = (id) => read(accessKeys.user(id), user);
  return {
    find,
    byMail: async (mail) => {
      const found = await table.get(await mailKey(mail, keys));
      return found && find(userId.parse(found.user));
    },
    ...userLists(table),
  };
};
