import { env } from 'node:process';
import { expect } from 'vitest';

/** Asked for by `npm test -- --pictures`: they are for somebody to look through, and take a tenth of the time. */
export const withPictures = env.PICTURES === 'yes';

const nothing = {
  'pages loaded': 0,
  'checked by axe': 0,
  'rules applied': 0,
  'fitted to 320 pixels': 0,
  weighed: 0,
  'stops of the Tab key': 0,
  'printed on paper': 0,
  ...(withPictures && { 'pictures written': 0 }),
};
/** How much a test file looked at in the browser. */
export const looked = { ...nothing };
/** What it is at the end of a file: told in these words, and nothing is a failure. The next file begins anew. */
export const lookedAt = (): typeof looked => {
  const counts = { ...looked };
  Object.assign(looked, nothing);
  return counts;
};

/** The error tells all of it: vitest shortens lists in its messages. */
export const nothingIn = (found: readonly string[], what: string): void => {
  if (found.length > 0) expect.fail(`${what}\n${found.join('\n')}`);
};
