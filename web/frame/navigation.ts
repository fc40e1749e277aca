/** The pages that stand in the navigation of each role; the first is where somebody begins. */
import type { User } from '#identity/users';
import type { Words } from '#web/words/words';

type Link = { to: string; word: keyof Words['frame']['nav'] };
const links: Readonly<Record<User['role'], readonly Link[]>> = {
  practitioner: [
    { to: '/app/work', word: 'caseload' },
    { to: '/app/work/add', word: 'add' },
  ],
  staff: [
    { to: '/app/practice', word: 'ours' },
    { to: '/app/practice/refer', word: 'refer' },
    { to: '/app/practice/digest', word: 'digest' },
  ],
  manager: [],
};
export const navigationOf = (role: User['role']): readonly Link[] => links[role];
export const firstPageOf = (role: User['role']): string => links[role][0]?.to ?? '/app/start';
