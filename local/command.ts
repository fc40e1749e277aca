/** What the commands beside a running hub share: options read with one clear complaint, one line where the person can mend it, an exit code. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { cannotStart, isCannotStart } from './cannot-start.ts';

/** `name` as in `npm run name`, which explains itself with --help. */
export const readArgs = <Options extends NonNullable<ParseArgsConfig['options']>>(name: string, options: Options) => {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw cannotStart(`${error instanceof Error ? error.message.split('. ')[0] : error}. See npm run ${name} -- --help`);
  }
};

export const runCommand = (run: () => Promise<{ text: string; failed: boolean }>): void => {
  run().then(
    ({ text, failed }) => {
      process.stdout.write(text);
      process.exitCode = failed ? 1 : 0;
    },
    (error: unknown) => {
      process.stderr.write(`${isCannotStart(error) ? error.message : error instanceof Error ? error.stack : error}\n`);
      process.exitCode = 1;
    },
  );
};
