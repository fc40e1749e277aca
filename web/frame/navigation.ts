/** The pages that stand in the navigation of each role; the first is where somebody begins. */
import type { User } from '#identity/users';
import type { Words } from '#web/words/words';

type Link = { to: string; word: keyof Words['frame']['nav'] };
const links: Readonly<Record<User['role'], readonly Link[]>> = {
  practitioner: [
    { to: '/app/work', word: 'caseload' },
    { to: '/app/work/group', word: 'group' },
    { to: '/app/work/time', word: 'time' },
  ],
  staff: [],
  manager: [{ to: '/app/manage/visits', word: 'visits' }],
};
export const navigationOf = (role: User['role']): readonly Link[] => links[role];
export const firstPageOf = (role: User['role']): string => links[role][0]?.to ?? '/app/start';
