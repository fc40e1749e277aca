import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The key at rest of tables, queues, logs and the alarm topic. Functions reach it only through those services. */
export const keyAtRest = (scope: Construct, removalPolicy: RemovalPolicy): Key => {
  const { region, account, partition } = Stack.of(scope);
  const key = new Key(scope, 'KeyAtRest', { description: 'Links Hub: tables, queues and logs at rest', enableKeyRotation: true, removalPolicy });
  const uses = [
    {
      service: `logs.${region}.amazonaws.com`,
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*` } },
    },
    // Alarms on their way to the encrypted topic.
    { service: 'cloudwatch.amazonaws.com', conditions: { StringEquals: { 'aws:SourceAccount': account } } },
  ];
  const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'];
  for (const { service, conditions } of uses) {
    key.addToResourcePolicy(new PolicyStatement({ principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions }));
  }
  return key;
};

/** Encrypts the hub's own keys and the parties' webhook secrets inside `access`: who may read that table cannot yet read those. */
export const keyOfSecrets = (scope: Construct, removalPolicy: RemovalPolicy): Key =>
  new Key(scope, 'KeyOfSecrets', { description: 'Links Hub: signing keys and webhook secrets', enableKeyRotation: true, removalPolicy });
