import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { expiresAt, type TableName, tables } from '#platform/tables';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** A table as `tables` draws it: text keys, sparse indexes of keys alone, paid by use, restorable to any second of 35 days. */
export const hubTable = (scope: Construct, name: TableName, encryptionKey: IKey, removalPolicy: RemovalPolicy): Table => {
  const { indexes, stream, ttl } = tables[name];
  const table = new Table(scope, `Table${name[0]?.toUpperCase()}${name.slice(1)}`, {
    partitionKey: text('pk'),
    sortKey: text('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
    // The stream only says which referral moved: what is in it is read where it may be read.
    ...(stream && { stream: StreamViewType.NEW_IMAGE }),
    ...(ttl && { timeToLiveAttribute: expiresAt }),
  });
  for (const indexName of indexes) {
    const [partitionKey, sortKey] = [text(`${indexName}Pk`), text(`${indexName}Sk`)];
    table.addGlobalSecondaryIndex({ indexName, partitionKey, sortKey, projectionType: ProjectionType.KEYS_ONLY });
  }
  return table;
};
