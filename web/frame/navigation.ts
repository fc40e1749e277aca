/** The pages that stand in the navigation of each role; the first is where somebody begins. */
import { isToldOfConcerns } from '#identity/concern-policy';
import type { User } from '#identity/users';
import type { Words } from '#web/words/words';

type Link = { to: string; word: keyof Words['frame']['nav'] /** Not for everybody of the role. */; only?(user: User): boolean };
const links: Readonly<Record<User['role'], readonly Link[]>> = {
  practitioner: [
    { to: '/app/work', word: 'caseload' },
    { to: '/app/work/add', word: 'add' },
    { to: '/app/work/group', word: 'group' },
    { to: '/app/work/time', word: 'time' },
    { to: '/app/work/absence', word: 'absence' },
    { to: '/app/figures', word: 'figures' },
    { to: '/app/plan', word: 'plan' },
    { to: '/app/concerns', word: 'concerns' },
  ],
  staff: [
    { to: '/app/practice', word: 'ours' },
    { to: '/app/practice/refer', word: 'refer' },
    { to: '/app/practice/digest', word: 'digest' },
    { to: '/app/figures', word: 'figures' },
    { to: '/app/plan', word: 'plan' },
    { to: '/app/concerns', word: 'concerns', only: isToldOfConcerns },
  ],
  manager: [
    { to: '/app/concerns', word: 'concerns' },
    { to: '/app/manage/visits', word: 'visits' },
    { to: '/app/manage/unattended', word: 'unattended' },
    { to: '/app/manage/absence', word: 'absence' },
    { to: '/app/manage/openings', word: 'openings' },
    { to: '/app/community', word: 'community' },
    { to: '/app/systems', word: 'systems' },
    { to: '/app/figures', word: 'figures' },
    { to: '/app/manage', word: 'setUp' },
  ],
  collector: [{ to: '/app/studies/collect', word: 'collect' }],
};
export const navigationOf = (user: User): readonly Link[] => links[user.role].filter(({ only }) => only?.(user) ?? true);
export const firstPageOf = (user: User): string => navigationOf(user)[0]?.to ?? '/app/start';
