/** The mail service says what became of an e-mail: what came back is told to whoever waits for its answer. */
import { heardOfMail } from '#delivery/mail-news';
import { delivery, log } from './wiring.ts';

export const handler = async (event: unknown): Promise<void> => {
  log('mail-news', await heardOfMail(event, delivery()));
};
