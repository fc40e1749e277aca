/** What stands in the house before anybody is let in: tables, queues, keys, and what functions are told. */
import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { TableName } from '#platform/tables';
import type { House } from './constructs/grant.ts';
import { keyAtRest, keyOfSecrets } from './constructs/keys.ts';
import { mailSet } from './constructs/mail.ts';
import type { hubParameters } from './constructs/parameters.ts';
import { tracesPolicy } from './constructs/permissions.ts';
import { hubQueues } from './constructs/queue.ts';
import { signIn } from './constructs/sign-in.ts';
import { hubTable } from './constructs/table.ts';
import { functions } from './functions.ts';

export type Stage = 'local' | 'cloud';
type Asked = ReturnType<typeof hubParameters>;
/** The cloud keeps what it holds even when the stack goes; a local hub leaves nothing behind. */
export const kept = (stage: Stage) => (stage === 'cloud' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

export const furnished = (stack: Stack, stage: Stage, { baseUrl, alissOrigin, mail, textOriginArn, issuer }: Asked): House => {
  const removalPolicy = kept(stage);
  const atRest = keyAtRest(stack, removalPolicy);
  const table = (name: TableName) => hubTable(stack, name, atRest, removalPolicy);
  return {
    tables: { referrals: table('referrals'), work: table('work'), access: table('access') },
    queues: hubQueues(stack, { encryptionMasterKey: atRest, removalPolicy, seconds: (receiver) => functions[receiver].seconds }),
    atRest,
    secrets: keyOfSecrets(stack, removalPolicy),
    mail: { ...mail, set: mailSet(stack) },
    textOriginArn,
    traces: tracesPolicy(stack),
    // The one place where a hub may call its own machine: organisations of a local hub live there.
    told: { BASE_URL: baseUrl, ALISS_ORIGIN: alissOrigin, ALLOW_LOOPBACK: String(stage === 'local'), ...(issuer ?? signIn(stack, { baseUrl, mail })) },
  };
};
