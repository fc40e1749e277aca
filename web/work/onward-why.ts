/** What a row of a list says of what was sent on: whether an organisation was told yet, what it answered, and whom to ring where it was not reached. */
import { toldIn } from '#delivery/received';
import { isOpen } from '#referral/edges';
import type { OnwardRow } from '#referral/onward-rows';
import type { CaseRow } from '#referral/referral-items';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import type { Caseload } from './case-data.ts';

type Onwards = { isTold(row: CaseRow, onward: OnwardRow): boolean; phone(onward: OnwardRow): string | undefined };
export type Listed = Caseload & { onwards: Onwards };

const isMissed = ({ status, flags }: OnwardRow): boolean => flags.includes('not-delivered') && isOpen(status);
const waits = ({ status, flags }: OnwardRow): boolean => status === 'requested' && !flags.includes('question') && !flags.includes('not-delivered');
const phoneKey = ({ organisation, service }: OnwardRow): string => `${organisation} ${service ?? ''}`;
const phonesOf = async (missed: readonly OnwardRow[], { ports }: Visit): Promise<Map<string, string>> => {
  const found = await Promise.all(
    missed.map(async (one): Promise<[string, string][]> => {
      const organisation = await ports.fhir.directory.organisation(one.organisation);
      const phone = organisation?.services.find(({ id }) => id === one.service)?.contact?.phone;
      return phone ? [[phoneKey(one), phone]] : [];
    }),
  );
  return new Map(found.flat());
};
export const withOnwards = async (caseload: Caseload, rows: readonly CaseRow[], visit: Visit): Promise<Listed> => {
  const waiting = rows.flatMap(({ id, row }) => row.flatMap((one) => (waits(one) ? [{ referral: id, organisation: one.organisation }] : [])));
  const missed = rows.flatMap(({ row }) => row.filter(isMissed));
  const [told, phones] = await Promise.all([toldIn(visit.ports.fhir.subscriptions.work, waiting), phonesOf(missed, visit)]);
  return {
    ...caseload,
    onwards: { isTold: ({ id }, { organisation }) => told({ referral: id, organisation }), phone: (one) => phones.get(phoneKey(one)) },
  };
};

const lineOf = (one: OnwardRow, row: CaseRow, name: string, { isTold, phone }: Onwards, { words, today }: Visit): string[] => {
  const { caseload } = words;
  const { status, answerBy, flags } = one;
  if (flags.includes('question') && isOpen(status)) return [caseload.question(name)];
  if (isMissed(one)) return [[caseload.notDelivered(name), phone(one)].filter(Boolean).join(': ')];
  if (flags.includes('stopping')) return [caseload.stopping(name)];
  if (status === 'requested') {
    const waitsFor = isTold(row, one) ? caseload.waitsFor : caseload.notTold;
    return [waitsFor(name, nearDay(answerBy, today, words))];
  }
  if (status === 'rejected') return [caseload.noFrom(name)];
  if (!isOpen(status)) return [];
  if (flags.includes('attended')) return [caseload.theyCame(name)];
  if (flags.includes('did-not-attend')) return [caseload.stayedAway(name)];
  return [flags.includes('waiting-list') ? caseload.waitingList(name) : caseload.yesFrom(name)];
};
export const onwardWhy = (row: CaseRow, named: (organisation: string) => string, onwards: Onwards, visit: Visit): string[] =>
  row.row.flatMap((one) => lineOf(one, row, named(one.organisation), onwards, visit));
