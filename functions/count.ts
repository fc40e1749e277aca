/** Adds the commits of the referrals named to the figures, once each. */
import type { SQSEvent } from 'aws-lambda';
import { recognise } from '#delivery/messages';
import { countAll } from '#insight/counting-store';
import { failedRecords } from '#platform/records';
import { readCommits } from '#referral/referral-store';
import { ids, log, pause, referrals, work } from './wiring.ts';

export const handler = async ({ Records }: SQSEvent) => {
  const records = Records.flatMap(({ messageId, body }) => {
    const known = recognise(body);
    if (known.about !== 'count') throw new Error('a message that names no referral');
    return [{ id: messageId, referral: known.referral }];
  });
  const deps = { table: work(), readCommits: (id: (typeof records)[number]['referral']) => readCommits(referrals(), id), ids, pause };
  const { failed } = await countAll([...new Set(records.map(({ referral }) => referral))], deps);
  return failedRecords(records, failed, log);
};
