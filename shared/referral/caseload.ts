/** What needs a practitioner now, and why: each open referral stands once, under the first that fits. Pure. */
import type { PractitionerId } from '#identity/types';
import { daysBetween, later } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { isOpen } from './edges.ts';
import type { CaseRow } from './referral-items.ts';
import { londonDate, londonTime } from './working-days.ts';

/** In the order in which they stand on the page. */
export const sections = [
  'not-out-safe',
  'today',
  'to-write-up',
  'new',
  'not-delivered',
  'messages',
  'overdue',
  'first-contact',
  'answered',
  'no-next-step',
  'silent',
  'organisation',
  'on-hold',
  'steady',
] as const;
export type Section = (typeof sections)[number];

/** What asks for somebody today. */
export const urgent: readonly Section[] = ['not-out-safe', 'today', 'to-write-up', 'new', 'not-delivered', 'messages', 'overdue'];

/** Days without a contact after which a case is silent. */
const silentDays = 60;

const isMine = (row: CaseRow): row is CaseRow & { practitioner: PractitionerId } => 'practitioner' in row && row.practitioner !== undefined;
const stepOf = ({ casework }: CaseRow) => casework?.next;

const notOutSafe = (row: CaseRow, now: Instant): boolean => {
  const alone = stepOf(row)?.alone;
  return alone !== undefined && alone.safeAt === undefined && alone.backBy < now;
};
/** An appointment with a time that is over by half an hour, or of a day before. */
const toWriteUp = (row: CaseRow, now: Instant, today: LocalDate): boolean => {
  const step = stepOf(row);
  if (!step || !isMine(row) || step.time === undefined) return false;
  return step.day < today || (step.day === today && step.time < timeBefore(now));
};
/** Half an hour ago, as London's clocks showed it; of today. */
const timeBefore = (now: Instant): string => {
  const before = later(now, -1_800_000);
  return londonDate(before) === londonDate(now) ? londonTime(before) : '00:00';
};

const silent = (row: CaseRow, today: LocalDate): boolean => {
  const last = row.casework?.lastContactAt ?? row.receivedAt;
  return daysBetween(londonDate(last), today) > silentDays;
};
const asked = ({ row }: CaseRow) => row.filter(({ status }) => status === 'requested');
/** No organisation is at work or being asked any more, and the last word was theirs. */
const answered = ({ row }: CaseRow): boolean => row.length > 0 && row.every(({ status }) => !isOpen(status));

type Test = (row: CaseRow, now: Instant, today: LocalDate) => boolean;
const tests: Readonly<Record<Section, Test>> = {
  'not-out-safe': notOutSafe,
  today: (row, now, today) => stepOf(row)?.day === today && !toWriteUp(row, now, today),
  'to-write-up': toWriteUp,
  new: ({ status }) => status === 'requested',
  'not-delivered': ({ row, undeliveredAt }) =>
    undeliveredAt !== undefined || row.some(({ status, flags }) => isOpen(status) && flags.includes('not-delivered')),
  messages: ({ row }) => row.some(({ status, flags }) => isOpen(status) && flags.includes('question')),
  overdue: (row, _, today) => (stepOf(row)?.day ?? '9') < today || asked(row).some(({ flags, answerBy }) => flags.includes('overdue') || answerBy < today),
  'first-contact': (row) => isMine(row) && (row.casework?.contacts ?? 0) === 0,
  answered: (row) => isMine(row) && row.status !== 'on-hold' && answered(row),
  'no-next-step': (row) => isMine(row) && row.status !== 'on-hold' && stepOf(row) === undefined && asked(row).length === 0,
  silent: (row, _, today) => isMine(row) && row.status !== 'on-hold' && silent(row, today),
  organisation: (row) => asked(row).length > 0,
  'on-hold': ({ status }) => status === 'on-hold',
  steady: () => true,
};
/** Every reason why it needs somebody, the first of which says where it stands. */
export const reasonsOf = (row: CaseRow, now: Instant): readonly [Section, ...Section[]] => {
  const today = londonDate(now);
  const [first = 'steady', ...more] = sections.filter((section) => section !== 'steady' && tests[section](row, now, today));
  return [first, ...more];
};

const dueOf = ({ casework, neededBy, receivedAt }: CaseRow): string => {
  const step = casework?.next;
  return `${step?.day ?? neededBy ?? '9999'} ${step?.time ?? '99:99'} ${receivedAt}`;
};
export type Standing = { row: CaseRow; reasons: readonly [Section, ...Section[]] };
/** Of each section what is due first comes first. */
export const arranged = (rows: readonly CaseRow[], now: Instant): ReadonlyMap<Section, Standing[]> => {
  const standing = rows.map((row): Standing => ({ row, reasons: reasonsOf(row, now) })).toSorted((one, other) => (dueOf(one.row) < dueOf(other.row) ? -1 : 1));
  return new Map(sections.map((section) => [section, standing.filter(({ reasons }) => reasons[0] === section)]));
};
