/** Adds the commits of the referrals named to the figures, once each. */
import type { SQSEvent } from 'aws-lambda';
import { recognise } from '#delivery/messages';
import { countAll } from '#insight/counting-store';
import { failedRecords } from '#platform/records';
import { readCommits } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { ids, log, pause, referrals, work } from './wiring.ts';

const deps = { readCommits: (id: ReferralId) => readCommits(referrals(), id), ids, pause };
/** The place of a referral in a message that names none. */
const nameless = '';

/** A message that names no referral fails alone: those that came with it are counted. */
export const handler = async ({ Records }: SQSEvent) => {
  const read = Records.map(({ messageId, body }) => ({ id: messageId, known: recognise(body) }));
  const referralsOf = read.flatMap(({ known }) => (known.about === 'count' ? [known.referral] : []));
  const { failed } = await countAll([...new Set(referralsOf)], { table: work(), ...deps });
  const strange = { referral: nameless, error: new Error('a message that names no referral') };
  const records = read.map(({ id, known }) => ({ id, referral: known.about === 'count' ? known.referral : nameless }));
  return failedRecords(records, referralsOf.length < read.length ? [...failed, strange] : failed, log);
};
