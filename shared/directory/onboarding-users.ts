/** What is asked of the people in an onboarding file beyond the form of each field. */
import { sameMail } from './ids.ts';

type Place = readonly PropertyKey[];
type Row = { place: Place; value: Record<string, unknown> };
type Problem = { place: Place; text: string };

const roles = ['practitioner', 'practice', 'manager', 'collects'] as const;
const roleProblems = ({ place, value }: Row): Problem[] => {
  const given = roles.filter((role) => value[role] !== undefined);
  if (given.length !== 1) return [{ place, text: `say who this person is by exactly one of ${roles.join(', ')}` }];
  const isStaff = given[0] === 'practice';
  if (isStaff && value.staff === undefined) return [{ place: [...place, 'staff'], text: 'is missing: say what this person is at the practice' }];
  return !isStaff && value.staff !== undefined ? [{ place: [...place, 'staff'], text: 'is for staff of a practice alone: leave it out' }] : [];
};

const sharedAddresses = (rows: readonly Row[]): Problem[] => {
  const seen = new Set<string>();
  return rows.flatMap(({ place, value }) => {
    const mail = typeof value.mail === 'string' ? sameMail(value.mail) : undefined;
    const twice = mail !== undefined && seen.has(mail);
    if (mail !== undefined) seen.add(mail);
    return twice ? [{ place: [...place, 'mail'], text: 'this address stands before: an address is the sign-in of one person' }] : [];
  });
};

export const userRowProblems = (rows: readonly Row[]): Problem[] => [...rows.flatMap(roleProblems), ...sharedAddresses(rows)];
