/** What `npm run onboard` tells of itself and of what it did. */
import type { Change } from '#directory/onboarding-store';
import type { Onboarded } from './onboarding.ts';

export const onboardHelp = `npm run onboard -- FILE [--port N | --stack NAME] [--dry-run]

Lets practices, practitioners, managers, organisations, their endpoints and keys, and client systems into a hub, as FILE (JSON) says them.
docs/onboarding.example.json is a file to start from. The same file again changes nothing. What a file leaves out stays as it is.

  --port N      the hub running on this machine on that port (default 8787)
  --stack NAME  the hub deployed as that CloudFormation stack, with the AWS credentials and region of this shell
  --dry-run     checks the file and says what would change; writes nothing
  --help        this text

A secret given as "generate" is made by the hub and printed once: hand it to its party over a safe way, it cannot be shown again.
Every change is recorded with who made it, when, which fields and by which file (its SHA-256).
`;

const textOf = (lines: string[]): string => lines.map((line) => `${line}\n`).join('');
export const changeText = ({ what, added, fields, issued }: Change, dryRun: boolean): string => {
  const verb = dryRun ? `would be ${added ? 'added' : 'changed'}` : added ? 'added' : 'changed';
  const secrets = issued.map(({ key, secret }) => `  key ${key}, made now and shown this once: ${secret}`);
  return textOf([`${verb}: ${what}${added ? '' : ` (${fields.join(', ')})`}`, ...secrets]);
};

/** What is said at the end; `failed` where something is left to do. */
export const outcomeText = (onboarded: Onboarded, place: string, dryRun: boolean): { text: string; failed: boolean } => {
  switch (onboarded.outcome) {
    case 'refused': {
      const { problems } = onboarded;
      const count = `${problems.length} ${problems.length === 1 ? 'thing needs' : 'things need'} mending; nothing was changed:`;
      return { text: textOf([count, ...problems.map((problem) => `  ${problem.place}: ${problem.text}`)]), failed: true };
    }
    case 'overtaken':
      return { text: textOf([`Stopped at ${onboarded.what}: somebody changed it at the same moment. Run the command again.`]), failed: true };
    case 'done': {
      const { changed, unchanged } = onboarded;
      const done = `${changed} of ${changed + unchanged} records ${dryRun ? 'would change' : 'changed'} in ${place}.`;
      return { text: textOf([changed === 0 ? `Nothing to change: ${place} has all of this already.` : done]), failed: false };
    }
  }
};
