/** A function that writes down what it was called with; it fails when it is told to. */
import { appendFileSync } from 'node:fs';

type Event = { fail?: boolean };
export const handler = async (event: Event): Promise<void> => {
  appendFileSync(process.env.JOURNAL ?? '', `${JSON.stringify({ by: 'quiet', event })}\n`);
  if (event.fail) throw new TypeError('told to fail');
};
