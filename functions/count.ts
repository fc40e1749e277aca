/** Counts the people of whom the messages speak into the figures, once each. */
import type { SQSEvent } from 'aws-lambda';
import { recognise } from '#delivery/messages';
import { countAll, type ToCount } from '#insight/counting-store';
import { failedRecords } from '#platform/records';
import { counting, log } from './wiring.ts';

const nameOf = (what: ToCount): string => ('referral' in what ? what.referral : what.person);

/** A message that names nobody fails alone: those that came with it are counted. */
export const handler = async ({ Records }: SQSEvent) => {
  const read = Records.map(({ messageId, body }) => ({ id: messageId, known: recognise(body) }));
  const asked = read.flatMap(({ known }) => (known.about === 'count' ? [known.what] : []));
  const { failed } = await countAll(asked, counting());
  const records = read.map(({ id, known }) => ({ id, referral: known.about === 'count' ? nameOf(known.what) : '' }));
  const strange = read.some(({ known }) => known.about !== 'count') ? [{ referral: '', error: new Error('a message that names nobody') }] : [];
  const named = failed.map(({ what, ...why }) => ({ ...why, referral: nameOf(what) }));
  return failedRecords(records, [...named, ...strange], log);
};
