/** What each script hands over to; `before` answers without an install, `after` looks for what the install should have brought. */
import { nodeProblem } from './node.mjs';
import { readStart } from './start-options.mjs';
import { engineProblem, platformProblem } from './tables-engine.mjs';

const cdk = 'node_modules/aws-cdk/bin/cdk';

/** Megabytes of heap: on a machine with much memory V8 would put garbage off and take three times as much. */
const heap = ['--max-old-space-size=384', '--max-semi-space-size=8'];

const onThisNode = (args) => nodeProblem() ?? { args };

const beforeStart = async (given) => {
  const asked = await readStart(given);
  return asked.args ? (platformProblem() ?? nodeProblem() ?? asked) : asked;
};

export const commands = {
  start: { entry: [...heap, 'local/main.ts'], before: beforeStart, after: engineProblem },
  test: { entry: ['test/run.ts'], before: onThisNode },
  token: { entry: ['local/token.ts'], before: onThisNode },
  onboard: { entry: ['local/onboard.ts'], before: onThisNode },
  simd: { entry: ['local/simd.ts'], before: onThisNode },
  simulate: { entry: ['local/simulate/main.ts'], before: onThisNode },
  redrive: { entry: ['local/redrive.ts'], before: onThisNode },
  generate: { entry: ['local/generate.ts'], before: onThisNode },
  bench: { entry: ['bench/run.ts'], before: onThisNode },
  synth: { entry: [cdk, 'synth'], before: onThisNode },
  deploy: { entry: [cdk, 'deploy'], before: onThisNode },
};
