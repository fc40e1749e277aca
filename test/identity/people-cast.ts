/** A hub with people in it, and one instance of what signs them in. */
import { documentItem } from '#directory/directory-store';
import { sessionStore } from '#identity/session-store';
import { mailKey, userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import { accessKeys } from '#platform/tables';
import { identityHouse } from './cast.ts';

const person = (one: object) => one as User;
export const catriona = person({
  id: 'catriona',
  name: 'Catriona Weir',
  mail: 'Catriona.Weir@birchtree.example',
  role: 'practitioner',
  practitioner: 'catriona-weir',
});
export const nadia = person({ id: 'nadia', name: 'Dr Nadia Khan', mail: 'nadia@birchtree.example', role: 'staff', practice: 'birchtree', staff: 'gp' });
export const elspeth = person({ id: 'elspeth', name: 'Elspeth Munro', mail: 'elspeth@programme.example', role: 'manager', manager: 'elspeth-munro' });

export const peopleHouse = async (pause?: () => Promise<void>) => {
  const house = await identityHouse(pause);
  const { table, clock, ids } = house;
  /** As an onboarding file would leave them. */
  const know = async (user: User) => {
    await table.write([{ put: documentItem(accessKeys.user(user.id), user) }]);
    await table.write([{ put: { ...(await mailKey(user.mail, house.keys)), user: user.id } }]);
  };
  for (const user of [catriona, nadia, elspeth]) await know(user);
  const signInOf = ({ keys, directory }: ReturnType<typeof house.instance>) => {
    const users = userStore(table, keys);
    return { users, sessions: sessionStore({ table, users, directory, keys, clock, ids }) };
  };
  return { ...house, know, ...signInOf(house), another: () => signInOf(house.instance()) };
};
/** What the browser sends back of a `Set-Cookie` line. */
export const valueIn = (line: string) => line.slice(line.indexOf('=') + 1).split(';')[0] ?? '';
