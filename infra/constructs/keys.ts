import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

const useAtRest = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** The key at rest of tables, queues, logs and the alarm topic. Functions reach it only through those services. */
export const keyAtRest = (scope: Construct, removalPolicy: RemovalPolicy): Key => {
  const { region, account, partition } = Stack.of(scope);
  const key = new Key(scope, 'KeyAtRest', { description: 'Links Hub: tables, queues, logs at rest', enableKeyRotation: true, removalPolicy });
  const inThisAccount = { StringEquals: { 'aws:SourceAccount': account } };
  const ownLogs = { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*` } };
  const users = [
    { service: `logs.${region}.amazonaws.com`, actions: [...useAtRest, 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:Describe*'], conditions: ownLogs },
    // The schedule's dead letters, and alarms on their way to the topic.
    { service: 'events.amazonaws.com', actions: useAtRest, conditions: inThisAccount },
    { service: 'cloudwatch.amazonaws.com', actions: useAtRest, conditions: inThisAccount },
  ];
  for (const { service, actions, conditions } of users) {
    key.addToResourcePolicy(new PolicyStatement({ principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions }));
  }
  return key;
};

/** Encrypts the hub's own keys and the parties' webhook secrets inside `access`. Not the key at rest: who may read a table cannot yet read these. */
export const keyOfSecrets = (scope: Construct, removalPolicy: RemovalPolicy): Key =>
  new Key(scope, 'KeyOfSecrets', { description: 'Links Hub: signing keys and webhook secrets', enableKeyRotation: true, removalPolicy });
