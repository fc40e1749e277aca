/** The stream says which referrals committed; each is relayed up to its newest commit. */
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { relayAll } from '#delivery/relay';
import { failedRecords } from '#platform/records';
import { keys } from '#platform/tables';
import type { ReferralId } from '#referral/types';
import { delivery, log } from './wiring.ts';

const referralIn = (pk: string | undefined) => (pk ?? '').slice(keys.referral('').length) as ReferralId;

export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  const records = Records.map(({ dynamodb }) => ({ id: dynamodb?.SequenceNumber ?? '', referral: referralIn(dynamodb?.Keys?.pk?.S) }));
  const failures = await relayAll(
    records.map(({ referral }) => referral),
    delivery(),
  );
  return failedRecords(records, failures, log);
};
