/** The stream says which referrals committed; each is relayed up to its newest commit. */
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Relayed, relayAll } from '#delivery/relay';
import { failedRecords } from '#platform/records';
import { keys } from '#platform/tables';
import { later } from '#platform/time';
import { commitFrom, referralOf } from '#referral/referral-items';
import { clock, delivery, log } from './wiring.ts';

const keyOf = ({ dynamodb }: DynamoDBRecord) => ({ pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' });

/** Milliseconds within which nobody but this function can have marked a new referral: the sweep begins a minute later. */
const youngFor = 30_000;
/** A new referral whose first commit came alone needs no reading: the record brings all there is. */
const relayedBy = (record: DynamoDBRecord, alone: boolean): Relayed => {
  const { pk, sk } = keyOf(record);
  const referral = referralOf(pk.slice(keys.referral('').length));
  const data = record.dynamodb?.NewImage?.data?.S;
  if (!alone || sk !== keys.commit(1) || data === undefined) return { referral };
  const first = commitFrom({ pk, sk, data });
  return later(first.at, youngFor) > clock.now() ? { referral, first } : { referral };
};

export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  const times = new Map<string, number>();
  for (const record of Records) times.set(keyOf(record).pk, (times.get(keyOf(record).pk) ?? 0) + 1);
  const relayed = Records.map((record) => relayedBy(record, times.get(keyOf(record).pk) === 1));
  const records = Records.map(({ dynamodb }, n) => ({ id: dynamodb?.SequenceNumber ?? '', referral: relayed[n]?.referral ?? '' }));
  return failedRecords(records, await relayAll(relayed, delivery()), log);
};
