import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { all, byName, plain, said } from './cloud.ts';

describe('what is kept', () => {
  test('every table is encrypted with the key of the hub, restorable to the second, and not deleted by mistake', () => {
    for (const [id, { Properties: of, ...rest }] of all('AWS::DynamoDB::Table', 3)) {
      expect(of, id).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      });
      expect(said(z.object({ KMSMasterKeyId: z.unknown() }).parse(of.SSESpecification).KMSMasterKeyId)).toBe('KeyAtRest');
      expect(rest).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('every index holds keys alone, and only referrals has a stream: of keys', () => {
    const tables = byName('AWS::DynamoDB::Table');
    const indexes = z.array(z.object({ IndexName: z.string(), Projection: z.object({ ProjectionType: z.literal('KEYS_ONLY') }) })).default([]);
    const named = Object.entries(tables).map(([id, of]) => [id, indexes.parse(of.GlobalSecondaryIndexes).map(({ IndexName }) => IndexName)]);
    expect(Object.fromEntries(named)).toEqual({ TableReferrals: ['party', 'due', 'fixed'], TableWork: ['due'], TableAccess: [] });
    const streams = Object.entries(tables).flatMap(([id, of]) => (of.StreamSpecification ? [[id, of.StreamSpecification]] : []));
    expect(streams).toEqual([['TableReferrals', { StreamViewType: 'NEW_IMAGE' }]]);
    expect(tables.TableAccess).toMatchObject({ TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } });
  });

  test('every queue is encrypted, keeps for 14 days, and gives up to another after five tries', () => {
    const dead = ['DeliverDeadQueue', 'LaterDeadQueue', 'CountDeadQueue', 'RelayDeadQueue', 'BouncedDeadQueue'];
    for (const [id, { Properties: of }] of all('AWS::SQS::Queue', 7)) {
      expect(said(of.KmsMasterKeyId), id).toBe('KeyAtRest');
      expect(of.MessageRetentionPeriod, id).toBe(14 * 24 * 3600);
      const redrive = z
        .object({ deadLetterTargetArn: z.unknown().transform(said), maxReceiveCount: z.literal(5) })
        .optional()
        .parse(of.RedrivePolicy);
      expect(redrive?.deadLetterTargetArn, id).toBe(dead.includes(plain(id)) ? undefined : plain(id).replace('Queue', 'DeadQueue'));
    }
  });

  test('every log has an end and the key of the hub', () => {
    for (const [id, { Properties: of }] of all('AWS::Logs::LogGroup', 10)) {
      expect(of.RetentionInDays, id).toBe(180);
      expect(said(of.KmsKeyId), id).toBe('KeyAtRest');
    }
  });

  test('keys turn themselves over every year', () => {
    for (const [id, { Properties: of }] of all('AWS::KMS::Key', 2)) expect(of.EnableKeyRotation, id).toBe(true);
  });
});
