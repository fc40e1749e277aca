/** The pages that stand in the navigation of each role; the first is where somebody begins. */
import { isToldOfConcerns } from '#identity/concern-policy';
import type { User } from '#identity/users';
import type { Words } from '#web/words/words';

export type Link = {
  to: string;
  word: keyof Words['frame']['nav'];
  /** On a telephone it stands behind `More`: what is always seen are two lines. */
  more?: true;
  /** Not for everybody of the role. */
  only?(user: User): boolean;
};
const links: Readonly<Record<User['role'], readonly Link[]>> = {
  practitioner: [
    { to: '/app/work', word: 'caseload' },
    { to: '/app/work/add', word: 'add' },
    { to: '/app/concerns', word: 'concerns' },
    { to: '/app/figures', word: 'figures' },
    { to: '/app/plan', word: 'plan', more: true },
    { to: '/app/work/group', word: 'group', more: true },
    { to: '/app/work/time', word: 'time', more: true },
    { to: '/app/work/absence', word: 'absence', more: true },
  ],
  staff: [
    { to: '/app/practice', word: 'ours' },
    { to: '/app/practice/refer', word: 'refer' },
    { to: '/app/practice/digest', word: 'digest' },
    { to: '/app/concerns', word: 'concerns', only: isToldOfConcerns },
    { to: '/app/figures', word: 'figures', more: true },
    { to: '/app/plan', word: 'plan', more: true },
  ],
  manager: [
    { to: '/app/concerns', word: 'concerns' },
    { to: '/app/community', word: 'community' },
    { to: '/app/figures', word: 'figures' },
    { to: '/app/manage', word: 'setUp' },
    { to: '/app/manage/visits', word: 'visits', more: true },
    { to: '/app/manage/unattended', word: 'unattended', more: true },
    { to: '/app/manage/absence', word: 'absence', more: true },
    { to: '/app/manage/openings', word: 'openings', more: true },
    { to: '/app/systems', word: 'systems', more: true },
  ],
  collector: [{ to: '/app/studies/collect', word: 'collect' }],
};
export const navigationOf = (user: User): readonly Link[] => links[user.role].filter(({ only }) => only?.(user) ?? true);
export const firstPageOf = (user: User): string => navigationOf(user)[0]?.to ?? '/app/start';
