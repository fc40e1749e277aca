import type { Instant } from '#platform/types';
import type { CaseRow } from '#referral/referral-items';

/** Who is out alone, who knows where, and by when she would be back. Of a row that has such a visit. */
export const loneVisitOf = (row: CaseRow, names: ReadonlyMap<string, string>): { practitioner: string; knows: string; backBy: Instant } => {
  const alone = row.casework?.next?.alone;
  if (!alone) throw new Error('a row without a visit alone');
  const holder = ('practitioner' in row ? row.practitioner : undefined) ?? '';
  return { practitioner: names.get(holder) ?? holder, knows: alone.knows, backBy: alone.backBy };
};
