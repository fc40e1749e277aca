/** `npm run onboard -- FILE [--port N | --stack NAME] [--dry-run]`. */
import './tied-to-launcher.ts';
import { readFileSync } from 'node:fs';
import { cannotStart } from './cannot-start.ts';
import { readArgs, runCommand } from './command.ts';
import { changeText, onboardHelp, outcomeText } from './onboard-report.ts';
import { runningOn } from './running-on.ts';

const flag = { type: 'boolean', default: false } as const;
const options = { port: { type: 'string' }, stack: { type: 'string' }, 'dry-run': flag, help: flag } as const;

const fileOf = ([name, ...others]: string[]): Uint8Array => {
  if (!name || others.length > 0) throw cannotStart('Name one file: npm run onboard -- FILE. See npm run onboard -- --help');
  try {
    return readFileSync(name);
  } catch {
    throw cannotStart(`${name} cannot be read.`);
  }
};

runCommand(async () => {
  const { values, positionals } = readArgs('onboard', options);
  if (values.help) return { text: onboardHelp, failed: false };
  const { port, stack, 'dry-run': dryRun } = values;
  if (port !== undefined && stack !== undefined) throw cannotStart('Give --port or --stack, not both.');
  const bytes = fileOf(positionals);
  const running = stack === undefined ? runningOn(port) : undefined;
  // Loaded when all that can be refused without it has been.
  const [{ onboard }, { cloudPlace, localPlace }] = await Promise.all([import('./onboarding.ts'), import('./onboarding-place.ts')]);
  const place = running ? localPlace(running) : await cloudPlace(stack ?? '');
  const told = (change: Parameters<typeof changeText>[0]) => process.stdout.write(changeText(change, dryRun));
  const onboarded = await onboard(bytes, place, { dryRun, told }).finally(place.close);
  return outcomeText(onboarded, place.name, dryRun);
});
