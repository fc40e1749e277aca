/** What the mail service says later of an e-mail that it took: that it came back, that somebody complained, that it was refused. */
import * as z from 'zod/mini';
import { instantOf } from '#platform/time';
import type { Instant } from '#platform/types';
import { loadHealth, saveHealth } from './health-store.ts';
import { loadLane, saveLane } from './lane-store.ts';
import type { DeliveryPorts } from './ports.ts';
import { afterReturn, healthAfterReturn, type SentMail, sentMailOf } from './returned.ts';
import { wakeLane } from './wake.ts';

type NewsPorts = Pick<DeliveryPorts, 'work' | 'deliverQueue' | 'clock'>;
/** As the rule of the stack passes it on: without the address, the subject and whatever else SES tells. */
const shape = z.object({ what: z.string(), sent: z.string(), tags: z.record(z.string(), z.unknown()) });
const codes: Readonly<Record<string, string>> = { 'Email Bounced': 'returned', 'Email Complaint Received': 'complaint', 'Email Rejected': 'rejected' };
/** Somebody else may write the same item at the same time. */
const attempts = 5;

/** True once `write` wrote or found nothing to write. */
const untilWritten = async (write: () => Promise<boolean>): Promise<void> => {
  for (let n = 0; n < attempts; n += 1) if (await write()) return;
  throw new Error('an e-mail came back, and others kept writing where it is to be noted');
};
const noteAddress = (mail: SentMail, sent: Instant, { work }: NewsPorts) =>
  untilWritten(async () => {
    const next = healthAfterReturn(await loadHealth(work, mail.party), mail, sent);
    return !next || (await saveHealth(work, mail.party, next)) !== undefined;
  });
/** In the due index until it is told: a crash before the wake-up is found by the sweep. */
const giveUp = (mail: SentMail, ports: NewsPorts) =>
  untilWritten(async () => {
    const next = afterReturn(await loadLane(ports.work, mail), mail, ports.clock.now());
    if (!next) return true;
    const saved = await saveLane(ports.work, next);
    if (saved) await wakeLane(saved, `b${saved.version}`, ports);
    return saved !== undefined;
  });

type Noted = { code: string; party?: string; referral?: string; rev?: number };
/**
 * Said in a word, for the log; of an e-mail that came back also whose it was. Done twice is done once. The address first:
 * a lane that is woken asks whether there is another by now. Who complained, or what was refused, is for the operator.
 */
export const heardOfMail = async (input: unknown, ports: NewsPorts): Promise<Noted> => {
  const { what, sent, tags } = shape.parse(input);
  const code = codes[what] ?? 'unknown';
  const mail = sentMailOf(tags);
  if (!mail) return { code };
  const { party, referral, rev } = mail;
  if (code === 'returned') {
    await noteAddress(mail, instantOf(Date.parse(sent)), ports);
    await giveUp(mail, ports);
  }
  return { code, party, referral, rev };
};
