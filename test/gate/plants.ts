/** One violation per rule of the gate, where it stands and what the gate must say of it; and beside them what must stay allowed. */

type Plant = { file: string; code: string; says: string };

const climb = 'never climb with ../';
const payloads = 'logs whole payloads';
const notDeployed = 'knows nothing of local, test, bench or infra';
const port = 'goes through a port';
const zod = 'zod/mini';
const types = 'by their types alone';
const edge = 'translated at the edge';
const pure = 'A rule does no I/O';
const entry = 'A function is an entry point';
const infra = 'Infra refers to function code by path';
const engine = 'knows nothing of tests and yardsticks';
const time = 'Time and chance come in as arguments';
const ambient = 'Do not use the global variable';
const sender = 'What sends to the internet has no table';
const classes = 'Functions and records, not classes';

const imports = (file: string, from: string, says: string): Plant => ({ file, code: `import { one } from '${from}';\nexport const two = one;\n`, says });
const uses = (file: string, expression: string, says: string): Plant => ({ file, code: `export const two = ${expression};\n`, says });

const everywhere = [
  'shared/referral/x.ts',
  'shared/fhir/x.ts',
  'shared/platform/x.ts',
  'functions/x.ts',
  'infra/x.ts',
  'local/x.ts',
  'test/x/x.ts',
  'bench/x.ts',
  'shared/referral/x-store.ts',
];
const ruleRooms = ['referral', 'people', 'directory', 'improvement', 'insight'];
const deployed = ['shared/fhir/x.ts', 'shared/delivery/x.ts', 'shared/platform/x.ts', 'functions/x.ts', 'functions/wiring.ts', 'shared/people/x-store.ts'];

export const plants: Plant[] = [
  ...everywhere.flatMap((file) => [imports(file, '../x.ts', climb), imports(file, '@middy/input-output-logger', payloads)]),
  ...deployed.flatMap((file) => ['local', 'test', 'bench', 'infra'].map((room) => imports(file, `#${room}/x`, notDeployed))),
  ...[...deployed, 'shared/referral/x.ts'].map((file) => imports(file, 'zod', zod)),
  ...[
    '@aws-sdk/client-sqs',
    '@smithy/core',
    'node:http',
    'node:https',
    'node:net',
    'node:tls',
    'node:dns/promises',
    'node:fs',
    'node:child_process',
    'node:timers/promises',
    'node:process',
  ].map((from) => imports('shared/fhir/x.ts', from, port)),
  ...['shared/delivery/x.ts', 'shared/identity/x.ts', 'shared/referral/x-store.ts', 'shared/referral/carry-out.ts'].map((file) =>
    imports(file, '@aws-sdk/client-dynamodb', port),
  ),
  ...['@aws-sdk/client-dynamodb', 'node:fs'].map((from) => imports('shared/delivery/send.ts', from, sender)),
  ...ruleRooms.flatMap((room) => [
    imports(`shared/${room}/x.ts`, '#delivery/relay', types),
    imports(`shared/${room}/x.ts`, '#platform/dynamo-table', types),
    imports(`shared/${room}/x.ts`, '#fhir/outcome', edge),
    imports(`shared/${room}/x.ts`, '#web/page', edge),
    imports(`shared/${room}/x.ts`, 'jose', pure),
    imports(`shared/${room}/x.ts`, '@aws-sdk/client-sqs', pure),
    imports(`shared/${room}/x.ts`, 'node:crypto', pure),
    uses(`shared/${room}/x.ts`, 'Date.now()', time),
  ]),
  ...['jose', 'node:crypto', './other.ts', '@aws-sdk/client-sqs'].map((from) => imports('functions/x.ts', from, entry)),
  ...['#referral/decide', '#functions/api', '#delivery/relay'].map((from) => imports('infra/x.ts', from, infra)),
  ...['#test/x', '#bench/x'].map((from) => imports('local/x.ts', from, engine)),
  ...['Date.now()', 'Date.now', 'new Date()', 'new Date', 'Date()', 'Math.random()', 'crypto.randomUUID()'].map((expression) =>
    uses('shared/delivery/x.ts', expression, time),
  ),
  uses('functions/x.ts', 'new Date()', time),
  ...[
    'process.env.STAGE',
    'setTimeout(two, 5)',
    'setInterval(two, 5)',
    'setImmediate(two)',
    "fetch('x')",
    'performance.now()',
    'globalThis.Date',
    'global.Date',
  ].map((expression) => uses('shared/delivery/x.ts', expression, ambient)),
  uses('functions/x.ts', 'process.env.STAGE', ambient),
  { file: 'shared/referral/x.ts', code: 'export class Two {}\n', says: classes },
  uses('local/x.ts', 'class {}', classes),
  { file: 'functions/x.ts', code: 'export default class {}\n', says: classes },
  // Every way of importing is seen.
  { file: 'shared/referral/x.ts', code: "import type { One } from '#delivery/relay';\nexport type Two = One;\n", says: types },
  { file: 'shared/referral/x.ts', code: "export { one } from '#delivery/relay';\n", says: types },
  { file: 'shared/referral/x.ts', code: "export const two = () => import('#delivery/relay');\n", says: types },
  { file: 'shared/referral/x.ts', code: "export type Two = import('#delivery/relay').One;\n", says: 'Import types at the head' },
  { file: 'shared/referral/x.ts', code: "import '#delivery/relay';\n", says: types },
  // The house's own style.
  { file: 'shared/fhir/x.ts', code: 'export enum Two {\n  One = 1,\n}\n', says: 'noEnum' },
  { file: 'shared/fhir/x.ts', code: 'export type Two = any;\n', says: 'noExplicitAny' },
  { file: 'shared/fhir/x.ts', code: 'export const two = (one?: string) => one!.length;\n', says: 'noNonNullAssertion' },
  { file: 'shared/fhir/x.ts', code: 'console.log(2);\n', says: 'noConsole' },
  { file: 'shared/fhir/x.ts', code: "import { test } from 'vitest';\ntest('x', () => {});\n", says: "Dependency vitest isn't specified" },
  { file: 'shared/fhir/camelCase.ts', code: 'export const two = 2;\n', says: 'useFilenamingConvention' },
  { file: 'shared/fhir/x.ts', code: `export const two = () => {\n${"  String('one');\n".repeat(31)}};\n`, says: 'noExcessiveLinesPerFunction' },
  { file: 'shared/fhir/x.ts', code: 'export interface Two {\n  one: string;\n}\n', says: 'useConsistentTypeDefinitions' },
];

/** Green, so that the gate is a gate and not a wall. */
export const allowed: Pick<Plant, 'file' | 'code'>[] = [
  ...ruleRooms.flatMap((room) =>
    ['#platform/types', '#platform/time', '#platform/tables', '#directory/types', '#referral/types', './other.ts', 'zod/mini'].map((from) =>
      imports(`shared/${room}/x.ts`, from, ''),
    ),
  ),
  ...['#platform/endpoint', '#identity/policy', '#fhir/outcome'].map((from) => imports('shared/referral/answer-route.ts', from, '')),
  ...['@aws-sdk/client-dynamodb', 'node:http', 'node:crypto', '#identity/types'].map((from) => imports('shared/platform/x.ts', from, '')),
  ...['@aws-sdk/client-sqs', '#platform/dynamo-table', '#delivery/relay'].map((from) => imports('functions/wiring.ts', from, '')),
  ...['node:http', 'node:https', 'node:dns', 'request-filtering-agent'].map((from) => imports('shared/delivery/send.ts', from, '')),
  ...['./wiring.ts', '#delivery/relay', '#platform/endpoint'].map((from) => imports('functions/x.ts', from, '')),
  ...['aws-cdk-lib', 'aws-cdk-lib/aws-sqs', 'constructs', 'node:path', './constructs/x.ts', '#platform/tables', '#platform/routes'].map((from) =>
    imports('infra/x.ts', from, ''),
  ),
  ...['fauxqs', 'node:http', '#platform/tables', '#infra/hub-stack', './x.ts'].map((from) => imports('local/x.ts', from, '')),
  ...['vitest', '#local/hub', '#referral/decide', '#test/referrals', './x.ts'].map((from) => imports('test/x/x.ts', from, '')),
  ...['jose', 'node:crypto', '#referral/types'].map((from) => imports('shared/delivery/x.ts', from, '')),
  uses('shared/delivery/x.ts', "new Date('2026-11-23')", ''),
  ...['functions/wiring.ts', 'shared/platform/x.ts', 'local/x.ts', 'bench/x.ts', 'infra/x.ts', 'test/x/x.ts'].flatMap((file) =>
    ['Date.now()', 'process.env.STAGE', 'setTimeout(String, 5)', 'Math.random()'].map((expression) => uses(file, expression, '')),
  ),
  { file: 'infra/x.ts', code: 'export class Two {}\n' },
];
