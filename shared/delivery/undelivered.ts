/** The other way to be told, when an endpoint failed for good: a person's worklist, the exceptions list, and for a practice an e-mail. */
import type { Instant, Mail } from '#platform/types';
import type { Referral } from '#referral/types';
import { raiseException } from './exceptions.ts';
import type { DeliverPorts } from './ports.ts';
import type { Letter, ParkedLane, ParkReason, Recipient } from './types.ts';

const because: Record<ParkReason, string> = {
  exhausted: 'It did not take our messages for several days.',
  disabled: 'It is switched off in the hub.',
  'no-endpoint': 'The hub has no address for it any more.',
  returned: 'E-mails to it come back.',
};

/** No personal data: the referral's id means something inside the hub and in the practice's own system alone. */
const mailTo = (to: string, lane: ParkedLane): Parameters<Mail['send']>[0] => ({
  to,
  subject: 'Links Hub could not reach your system',
  text: [
    'There is news about a referral from your practice, and Links Hub could not deliver it to your system.',
    because[lane.reason],
    '',
    `Referral: ${lane.referral}`,
    '',
    'Please look the referral up in your system or in the hub. Your links practitioner has been told as well.',
    'When your system is back, ask the hub to send again what was not delivered.',
  ].join('\n'),
});

const mailPractice = async (lane: ParkedLane, referral: Referral, ports: Pick<DeliverPorts, 'practice' | 'mail'>) => {
  const practice = await ports.practice(referral.practice);
  if (practice?.mail) await ports.mail.send(mailTo(practice.mail, lane));
};

/** Each step may be repeated after a crash; the lane is marked told only when all were taken. */
export const tellOtherwise = async (lane: ParkedLane, letters: readonly Letter[], to: Recipient, referral: Referral, ports: DeliverPorts): Promise<void> => {
  const since: Instant = lane.since;
  await raiseException(ports.referrals, { referral: lane.referral, area: referral.area, what: to.party, reason: lane.reason, since });
  const untold = letters.filter((letter) => letter.rev > lane.told);
  if (to.kind === 'practice') {
    await ports.undelivered(lane.referral);
    await mailPractice(lane, referral, ports);
    return;
  }
  for (const onward of new Set(untold.map((letter) => letter.notice.onward))) await ports.undelivered(lane.referral, onward);
};
