/** A step that is right or wrong as a whole. */
import { runTool } from './child.ts';
import type { Step } from './steps.ts';

/** `read` finds in the tool's output how many files it looked at: a check that passes by reading nothing has failed. */
type Check = { tool: string[]; read: RegExp | ((output: string) => number); details?: (output: string) => string };

const count = ({ read }: Check, output: string): number => (typeof read === 'function' ? read(output) : Number(read.exec(output)?.[1] ?? 0));

export const check =
  (one: Check): Step['run'] =>
  async () => {
    const { code, output, text } = await runTool(one.tool);
    const files = count(one, text);
    const fine = code === 0 && files > 0;
    const nothing = files === 0 ? 'It read no files.\n' : '';
    return {
      passed: fine ? 1 : 0,
      failed: fine ? 0 : 1,
      skipped: 0,
      read: `${files} files`,
      details: `${(one.details ?? String)(output)}${nothing}`,
      facts: [],
    };
  };
