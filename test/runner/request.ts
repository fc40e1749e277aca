/** What `npm test -- …` asks for. */
import { parseArgs } from 'node:util';

/** `paths` are vitest's filters: with them only tests run, of whatever project. */
export type Request = { kind: 'run'; only: string[]; paths: string[] /** Of every page that is inspected. */; pictures: boolean };
type Say = { kind: 'say'; text: string; code: 0 | 1 };

const help = (steps: string[]) => `Links Hub's tests and checks. Everything by default; the last line sums it.

  npm test                            ${steps.join(', ')}
  npm test -- --only NAME             one of these steps; may be repeated
  npm test -- test/referral [PATH …]  only the tests in files whose path holds this
  npm test -- --pictures              and keep pictures of every page, in coverage/screens/
  npm test -- --help                  this text`;

const refused = (why: string): Say => ({ kind: 'say', text: `${why} See npm test -- --help`, code: 1 });

const parse = (given: string[]) => {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, pictures: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const;
    return parseArgs({ args: given, allowPositionals: true, options });
  } catch (error) {
    return error instanceof Error ? `${error.message.split(/[.\n]/)[0]}.` : String(error);
  }
};

export const readRequest = (given: string[], steps: string[]): Request | Say => {
  const asked = parse(given);
  if (typeof asked === 'string') return refused(asked);
  const { values, positionals } = asked;
  if (values.help) return { kind: 'say', text: help(steps), code: 0 };
  const only = values.only ?? [];
  const unknown = only.find((name) => !steps.includes(name));
  if (unknown !== undefined) return refused(`There is no step '${unknown}', only ${steps.join(', ')}.`);
  if (only.length > 0 && positionals.length > 0) return refused('Say either --only or paths.');
  return { kind: 'run', only, paths: positionals, pictures: values.pictures === true };
};
