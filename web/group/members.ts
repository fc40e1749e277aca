/** The practitioner's own people, and those of whom she stands in for, as a group session lists them: those whose next step is a group first. */
import { isUnderWay } from '#referral/edges';
import type { CaseRow } from '#referral/referral-items';
import type { ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { Choice } from '#web/frame/fields';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { type Caseload, isHers } from '#web/work/case-data';
import { nameInList } from '#web/work/row';

export type Member = { id: ReferralId; name: string; row: CaseRow; expected: boolean; choice: Choice };

const memberOf = (row: CaseRow, { people }: Caseload, visit: Visit): Member => {
  const { words, today } = visit;
  const { name, born } = nameInList(row, people.get(row.person), visit);
  const step = row.casework?.next;
  const expected = step?.mode === 'group';
  // A name that is hidden is told from others by the day, and by nothing of what it is about.
  const since = born === undefined ? words.group.since(nearDay(londonDate(row.receivedAt), today, words)) : born;
  const hint = [since, expected && words.group.expected(nearDay(step.day, today, words))].filter(Boolean).join('. ');
  return { id: row.id, name, row, expected, choice: { value: row.id, label: name, hint } };
};
export const membersIn = (caseload: Caseload, visit: Visit): Member[] => {
  const own = caseload.rows.filter((row) => isUnderWay(row.status) && isHers(visit, row));
  const order = ({ expected, name }: Member) => `${expected ? 0 : 1}${name}`;
  return own.map((row) => memberOf(row, caseload, visit)).toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
};
