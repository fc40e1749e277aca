/** Links Hub: who may touch what. `grants` is the whole of it: what is not there, nobody may do. */
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HubFunction } from './constructs/function.ts';
import { environmentOf, type Grant, type House, mayOf } from './constructs/grant.ts';
import { hubApi } from './constructs/http-api.ts';
import { keyAtRest, keyOfSecrets } from './constructs/keys.ts';
import { hubParameters } from './constructs/parameters.ts';
import { hubQueues } from './constructs/queue.ts';
import { everyMinute, fromQueue, fromStream } from './constructs/source.ts';
import { hubTable } from './constructs/table.ts';

/** No function may delete a row of `referrals` or `work`, and none may scan. Environment variables follow from the grants. */
const grants = {
  api: {
    referrals: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'], indexes: ['party', 'due', 'fixed'] },
    work: { may: ['GetItem', 'Query'] },
    access: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] },
    secrets: ['Encrypt', 'Decrypt'],
    told: ['BASE_URL'],
  },
  relay: {
    stream: true,
    referrals: { may: ['GetItem', 'Query'] },
    work: { may: ['GetItem', 'PutItem', 'UpdateItem'] },
    sends: ['deliver', 'count'],
    givesUpTo: 'relayDead',
  },
  deliver: {
    receives: ['deliver'],
    referrals: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] },
    work: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    access: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    secrets: ['Encrypt', 'Decrypt'],
    invokes: 'send',
    sends: ['deliver', 'later'],
    mails: true,
    told: ['BASE_URL'],
  },
  /** The internet, and nothing of the hub. */
  send: { told: ['ALLOW_LOOPBACK'] },
  wake: { receives: ['later'], sends: ['deliver'] },
  count: {
    receives: ['count'],
    referrals: { may: ['GetItem', 'Query'] },
    work: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  },
  sweep: {
    referrals: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'], indexes: ['due', 'fixed'] },
    work: { may: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], indexes: ['due'] },
    access: { may: ['GetItem', 'Query'] },
    sends: ['deliver', 'count'],
  },
  stranded: {
    receives: ['deliverDead', 'laterDead', 'countDead', 'relayDead'],
    referrals: { may: ['GetItem', 'Query', 'PutItem'] },
  },
} as const satisfies Record<string, Grant>;
type FunctionName = keyof typeof grants;

/** `seconds`: how long one run may take. `atOnce`: how many run together, so that none can starve another. */
const sizes: Record<FunctionName, { seconds: number; megabytes: number; atOnce: number; does: string }> = {
  api: { seconds: 28, megabytes: 1024, atOnce: 100, does: 'Answers every HTTP route' },
  relay: { seconds: 30, megabytes: 512, atOnce: 10, does: 'Publishes what was committed: to the delivery lanes and to counting' },
  deliver: { seconds: 30, megabytes: 1024, atOnce: 40, does: 'Works off one lane: decides, renders, signs, has it sent' },
  send: { seconds: 20, megabytes: 512, atOnce: 40, does: 'Posts one signed request to an address on the internet' },
  wake: { seconds: 10, megabytes: 512, atOnce: 5, does: 'Wakes a lane whose time has come' },
  count: { seconds: 30, megabytes: 512, atOnce: 5, does: 'Adds commits to the figures' },
  sweep: { seconds: 55, megabytes: 512, atOnce: 1, does: 'Finds what the stream or a timer forgot; keeps the deadlines' },
  stranded: { seconds: 30, megabytes: 512, atOnce: 5, does: 'Puts what could not be worked off on a worklist' },
};
const title = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;

export type HubStackProps = StackProps & { stage: 'local' | 'cloud' };

export class HubStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: HubStackProps) {
    super(scope, id, props);
    const removalPolicy = stage === 'cloud' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const { baseUrl, mailFrom, mailIdentityArn } = hubParameters(this, stage);
    const atRest = keyAtRest(this, removalPolicy);
    const table = (name: 'referrals' | 'work' | 'access') => hubTable(this, name, atRest, removalPolicy);
    const seconds = (name: FunctionName) => sizes[name].seconds;
    const house: House = {
      tables: { referrals: table('referrals'), work: table('work'), access: table('access') },
      queues: hubQueues(this, { encryptionMasterKey: atRest, removalPolicy, seconds }),
      atRest,
      secrets: keyOfSecrets(this, removalPolicy),
      mail: { identityArn: mailIdentityArn, from: mailFrom },
      told: { BASE_URL: baseUrl, ALLOW_LOOPBACK: String(stage === 'local') },
    };
    const made = (name: FunctionName) =>
      new HubFunction(this, title(name), {
        entry: `functions/${name}.ts`,
        description: sizes[name].does,
        timeoutSeconds: sizes[name].seconds,
        memoryMegabytes: sizes[name].megabytes,
        atOnce: sizes[name].atOnce,
        environment: environmentOf(grants[name], house),
        may: mayOf(grants[name], house),
        logKey: atRest,
        removalPolicy,
      });
    house.send = made('send');
    fromStream(this, made('relay'), house.tables.referrals, house.queues.relayDead);
    fromQueue(this, 'Deliver', made('deliver'), { queue: house.queues.deliver, batch: 10, atOnce: 20 });
    fromQueue(this, 'Wake', made('wake'), { queue: house.queues.later, batch: 10, atOnce: 2 });
    fromQueue(this, 'Count', made('count'), { queue: house.queues.count, batch: 100, seconds: 1, atOnce: 2 });
    everyMinute(this, 'Sweep', made('sweep'));
    const stranded = made('stranded');
    for (const name of grants.stranded.receives) fromQueue(this, title(name), stranded, { queue: house.queues[name], batch: 10, atOnce: 2 });
    const api = hubApi(this, { handler: made('api'), logKey: atRest, removalPolicy });
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
  }
}
