/** `npm run redrive -- PARTY [REFERRAL] [--port N | --stack NAME]`: sends again what a party's system did not take. */
import './tied-to-launcher.ts';
import { redrive } from '#delivery/redrive';
import { readId } from '#fhir/ids';
import { cannotStart } from './cannot-start.ts';
import { readArgs, runCommand } from './command.ts';
import { cloudLanes, localLanes } from './redrive-place.ts';
import { runningOn } from './running-on.ts';

const help = `npm run redrive -- PARTY [REFERRAL] [--port N | --stack NAME]

Sends at once, in order, what the system of a practice or an organisation did not take: what was given up, and what still waits for its next attempt.

  PARTY         the practice's or organisation's id, as it was onboarded
  REFERRAL      only what concerns this referral
  --port N      the hub running on this machine on that port (default 8787)
  --stack NAME  the hub deployed as that CloudFormation stack, with the AWS credentials and region of this shell
`;
const refusals = {
  'no-endpoint': 'The hub knows no address for this party. Onboard its endpoint first.',
  disabled: 'This party’s endpoint is switched off. Onboard it with "disabled": false first.',
} as const;

runCommand(async () => {
  const { values, positionals } = readArgs('redrive', { port: { type: 'string' }, stack: { type: 'string' }, help: { type: 'boolean', default: false } });
  if (values.help) return { text: help, failed: false };
  const [party, named, ...others] = positionals;
  if (!party || others.length > 0) throw cannotStart('Name one party, and one referral if you like. See npm run redrive -- --help');
  if (values.port !== undefined && values.stack !== undefined) throw cannotStart('Give --port or --stack, not both.');
  const referral = named === undefined ? undefined : readId(named)?.referral;
  if (named !== undefined && !referral) throw cannotStart(`${named} is no id of a referral.`);
  const lanes = values.stack === undefined ? localLanes(runningOn(values.port)) : await cloudLanes(values.stack);
  const done = await redrive(party, lanes, referral).finally(lanes.close);
  if (!done.ok) return { text: `${refusals[done.because]}\n`, failed: true };
  return { text: done.reopened === 0 ? 'Nothing waits for them.\n' : `Sending again to ${party}, for referrals: ${done.reopened}.\n`, failed: false };
});
