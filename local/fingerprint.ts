/** By what something was made of one tells whether it is still the same. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `globs` from the root of the repository; `also`: what it depends on besides files. */
export const fingerprint = (root: string, globs: readonly string[], also: string): string => {
  const hash = createHash('sha256').update(`${process.version} ${also}`);
  for (const file of globSync(globs, { cwd: root }).sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 32);
};
