/** Every minute: what the stream or a timer forgot, and what the clock says. */
import { sweepCommits } from '#delivery/sweep-commits';
import { sweepLanes } from '#delivery/sweep-lanes';
import { errorFields } from '#platform/log';
import { keepDeadlines } from '#referral/deadlines-store';
import { clock, delivery, log, referrals, rules } from './wiring.ts';

const parts = {
  commits: async () => (await sweepCommits(delivery())).relayed,
  lanes: async () => (await sweepLanes(delivery())).woken,
  deadlines: async () => (await keepDeadlines({ carryOut: rules(false), referrals: referrals(), clock })).done,
};

/** One part that fails keeps no other from its work; the run still counts as failed. */
export const handler = async (): Promise<void> => {
  const results = await Promise.allSettled(
    Object.entries(parts).map(async ([code, part]) => {
      log('swept', { code, count: await part() });
    }),
  );
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  for (const error of failed) log('sweep-failed', errorFields(error));
  if (failed.length > 0) throw new Error('part of the sweep failed');
};
