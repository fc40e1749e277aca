/** A function that writes down each record it is given and does what the record says. */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

type Message = { messageId: string; body: string; eventSourceARN: string; attributes: { ApproximateReceiveCount: string } };
type Change = { eventName: string; eventSourceARN: string; dynamodb: { SequenceNumber: string; Keys: { sk: { S: string } } } };
type Records = { Records: (Message | Change)[] };

const idOf = (record: Message | Change) => ('body' in record ? record.messageId : record.dynamodb.SequenceNumber);
const saidBy = (record: Message | Change) => ('body' in record ? record.body : record.dynamodb.Keys.sk.S);

export const handler = async ({ Records }: Records) => {
  const from = Records[0]?.eventSourceARN.split(':').at(-1);
  const tries = Records.map((record) => ('body' in record ? Number(record.attributes.ApproximateReceiveCount) : 0));
  appendFileSync(process.env.JOURNAL ?? '', `${JSON.stringify({ by: 'reader', from, said: Records.map(saidBy), tries })}\n`);
  const says = (word: string) => Records.filter((record) => saidBy(record).includes(word));
  if (says('throw').length > 0) throw new Error('told to fail');
  if (says('hold').length > 0 && tries[0] === 1) await sleep(1500);
  if (says('spin').length > 0 && tries[0] === 1) for (;;);
  return { batchItemFailures: says('report').map((record) => ({ itemIdentifier: idOf(record) })) };
};
