import { expect } from 'vitest';

/** How much a test file looked at in the browser: told at its end in these words, and nothing is a failure. */
export const looked = {
  'pages loaded': 0,
  'checked by axe': 0,
  'rules applied': 0,
  'fitted to 320 pixels': 0,
  weighed: 0,
  'stops of the Tab key': 0,
  'pictures written': 0,
};

/** The error tells all of it: vitest shortens lists in its messages. */
export const nothingIn = (found: readonly string[], what: string): void => {
  if (found.length > 0) expect.fail(`${what}\n${found.join('\n')}`);
};
