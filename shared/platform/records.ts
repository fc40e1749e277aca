/** Partial batch answers: only the records of what failed come again. */
import { errorFields, type Log } from './log.ts';

type Failure = { referral: string; error?: unknown };
type BatchAnswer = { batchItemFailures: { itemIdentifier: string }[] };

/** Every failure is logged by name and place; every record of a failed referral is given back. */
export const failedRecords = (records: readonly { id: string; referral: string }[], failures: readonly Failure[], log: Log): BatchAnswer => {
  for (const { referral, error } of failures) log('record-failed', { referral, ...errorFields(error) });
  const failed = new Set(failures.map(({ referral }) => referral));
  return { batchItemFailures: records.filter(({ referral }) => failed.has(referral)).map(({ id }) => ({ itemIdentifier: id })) };
};

type Record = { messageId: string; body: string };
/** Works off messages side by side, those of one group in their order: after one fails its group waits for the next time. */
export const eachInGroup = async <R extends Record>(
  records: readonly R[],
  groupOf: (record: R) => string,
  work: (record: R) => Promise<void>,
  log: Log,
): Promise<BatchAnswer> => {
  const groups = new Map<string, R[]>();
  for (const record of records) groups.set(groupOf(record), [...(groups.get(groupOf(record)) ?? []), record]);
  const workOff = async (group: R[]): Promise<R[]> => {
    for (const [n, record] of group.entries()) {
      try {
        await work(record);
      } catch (error) {
        log('record-failed', errorFields(error));
        return group.slice(n);
      }
    }
    return [];
  };
  const left = (await Promise.all([...groups.values()].map(workOff))).flat();
  return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
