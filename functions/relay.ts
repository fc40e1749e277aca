/** The stream says which referrals committed: each is relayed up to its newest commit; and of whom something else is known now. */
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { countPeople, personOf } from '#delivery/people-changed';
import { type Relayed, relayAll } from '#delivery/relay';
import { failedRecords } from '#platform/records';
import { keys } from '#platform/tables';
import { later } from '#platform/time';
import { commitFrom, referralOf } from '#referral/referral-items';
import type { Commit, ReferralId } from '#referral/types';
import { clock, delivery, log } from './wiring.ts';

const keyOf = ({ dynamodb }: DynamoDBRecord) => ({ pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' });

/** Milliseconds within which nobody but this function can have marked a new referral: the sweep begins a minute later. */
const youngFor = 30_000;
const commitsIn = (records: readonly DynamoDBRecord[]): Commit[] =>
  records.flatMap((record) => {
    const data = record.dynamodb?.NewImage?.data?.S;
    return data === undefined ? [] : [commitFrom({ ...keyOf(record), data })];
  });
/** A new referral whose commits came together needs no reading: the records bring all there is. */
const relayedBy = (referral: ReferralId, records: readonly DynamoDBRecord[]): Relayed => {
  const hasBegun = records.some((record) => keyOf(record).sk === keys.commit(1));
  const begun = hasBegun ? commitsIn(records).sort((a, b) => a.rev - b.rev) : [];
  const isWhole = begun.length === records.length && begun.every(({ rev }, n) => rev === n + 1);
  const isYoung = begun[0] !== undefined && later(begun[0].at, youngFor) > clock.now();
  return isWhole && isYoung ? { referral, begun } : { referral };
};

export const handler = async ({ Records: all }: DynamoDBStreamEvent) => {
  const { people = [], commits: Records = [] } = Object.groupBy(all, (record) => (personOf(keyOf(record).pk) ? 'people' : 'commits'));
  await countPeople(people.map(keyOf), delivery());
  const of = (record: DynamoDBRecord) => referralOf(keyOf(record).pk.slice(keys.referral('').length));
  const together = Map.groupBy(Records, of);
  const records = Records.map((record) => ({ id: record.dynamodb?.SequenceNumber ?? '', referral: of(record) }));
  const relayed = [...together].map(([referral, some]) => relayedBy(referral, some));
  return failedRecords(records, await relayAll(relayed, delivery()), log);
};
