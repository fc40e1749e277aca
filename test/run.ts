/** `npm test`: every step, and one last line that sums them: `N passed, N failed, N skipped`. */
import '#local/tied-to-launcher';
import { endChildren } from './runner/child.ts';
import { readRequest } from './runner/request.ts';
import { runSteps } from './runner/run-steps.ts';
import { steps } from './runner/steps.ts';

const request = readRequest(
  process.argv.slice(2),
  steps.map(({ name }) => name),
);
if (request.kind === 'say') {
  console.log(request.text);
  process.exit(request.code);
}

// Tests run in processes of their own, which take it from here.
if (request.pictures) process.env.PICTURES = 'yes';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    endChildren();
    process.exit(1);
  });
}

const { passed, failed, skipped } = await runSteps(request);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
