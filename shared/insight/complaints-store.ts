/** That a complaint came in, on which day and about what, without a word of whose or of whom. In `access`, by area. */
import { everyItem } from '#platform/every-item';
import { isShortId } from '#platform/ids';
import { accessKeys } from '#platform/tables';
import type { Instant, Item, LocalDate, Table } from '#platform/types';

export const complaintKinds = ['waiting', 'treatment', 'confidentiality', 'help', 'organisation', 'other'] as const;
export type ComplaintKind = (typeof complaintKinds)[number];
/** `struck`: it was written down by mistake, and counts nowhere. */
export type Complaint = { area: string; id: string; day: LocalDate; kind: ComplaintKind; at: Instant; by: string; struck?: { at: Instant; by: string } };
/** 8 of base32, chosen by the page: the same form sent twice is one complaint. */
export const readComplaintId = (text: string): string | undefined => (isShortId(text) ? text : undefined);

const keyOf = ({ area, day, id }: Complaint) => accessKeys.complaint(area, day, id);
/** What the hub wrote is trusted: it was typed when written. */
const complaintFrom = (item: Item): Complaint => JSON.parse(String(item.data));
const itemOf = (complaint: Complaint): Item => ({ ...keyOf(complaint), turn: complaint.struck ? 2 : 1, data: JSON.stringify(complaint) });

/** False: it could not be written now. */
export const noteComplaint = async (table: Table, complaint: Complaint): Promise<boolean> => {
  const { outcome } = await table.write([{ put: itemOf(complaint), when: { absent: true } }]);
  return outcome === 'written' || outcome === 'condition-failed';
};
/** What was struck out stays written, with who did it. */
export const strikeComplaint = async (table: Table, complaint: Complaint, struck: NonNullable<Complaint['struck']>): Promise<boolean> => {
  const { outcome } = await table.write([{ put: itemOf({ ...complaint, struck }), when: { equals: { turn: 1 } } }]);
  return outcome === 'written' || outcome === 'condition-failed';
};
/** Both days inclusive; oldest first. */
export const complaintsIn = async (table: Table, area: string, from: string, to: string): Promise<Complaint[]> => {
  const { pk } = accessKeys.complaint(area, '', '');
  return (await everyItem(table, { pk, from, to: `${to}#~` })).map(complaintFrom);
};
