/** Every minute: what the stream or a timer forgot, and what the clock says. */
import { openExceptions } from '#delivery/exceptions';
import { sweepCommits } from '#delivery/sweep-commits';
import { sweepLanes } from '#delivery/sweep-lanes';
import { tellOfVisit } from '#delivery/visit-mail';
import { errorFields } from '#platform/log';
import { keepDeadlines } from '#referral/deadlines-store';
import { keepVisits } from '#referral/visits-store';
import { clock, delivery, log, referrals, rules, visitMail } from './wiring.ts';

const commits = async () => {
  const { relayed, behindSeconds } = await sweepCommits(delivery());
  return { count: relayed, behindSeconds };
};
const visits = async () => {
  const { done, failed } = await keepVisits({ carryOut: rules(false), referrals: referrals(), clock, tell: tellOfVisit(visitMail()) });
  if (failed.length > 0) throw failed[0];
  return { count: done };
};
/** What each says of itself is logged; alarms are measured by it. */
const parts = {
  commits,
  lanes: async () => ({ count: (await sweepLanes(delivery())).woken }),
  deadlines: async () => ({ count: (await keepDeadlines({ carryOut: rules(false), referrals: referrals(), clock })).done }),
  visits,
  exceptions: async () => ({ exceptions: await openExceptions(referrals()) }),
};

/** One part that fails keeps no other from its work; the run still counts as failed. */
export const handler = async (): Promise<void> => {
  const results = await Promise.allSettled(
    Object.entries(parts).map(async ([code, part]) => {
      log('swept', { code, ...(await part()) });
    }),
  );
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  for (const error of failed) log('sweep-failed', errorFields(error));
  if (failed.length > 0) throw new Error('part of the sweep failed');
};
