import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { SignInReason } from '#identity/sign-in';
import type { Log } from '#platform/log';
import { all, byName, plain, said } from './cloud.ts';

describe('alarms', () => {
  const alarm = z.object({
    AlarmDescription: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(z.object({ Value: z.unknown() })).default([]),
    AlarmActions: z.tuple([z.unknown().transform(said)]),
    TreatMissingData: z.enum(['breaching', 'notBreaching']),
  });
  const alarms = () => all('AWS::CloudWatch::Alarm', 30).map(([, one]) => alarm.parse(one.Properties));

  test('each says who is hurt, where to look first, and tells somebody', () => {
    for (const { AlarmDescription, AlarmActions } of alarms()) {
      expect(AlarmDescription).toMatch(/^[A-Z].{20,}\. Look first: .{10,}\.$/);
      expect(AlarmActions).toEqual(['AlarmTopic']);
    }
  });

  test('every function is watched for errors and throttling, every queue for its oldest message', () => {
    const watched = new Set(
      alarms().map(({ MetricName, Dimensions }) => `${MetricName} ${Dimensions.map(({ Value }) => said(Value).replace(/\.QueueName$/, ''))}`),
    );
    for (const [id] of all('AWS::Lambda::Function', 9)) for (const metric of ['Errors', 'Throttles']) expect(watched).toContain(`${metric} ${plain(id)}`);
    for (const [id] of all('AWS::SQS::Queue', 7)) expect(watched).toContain(`ApproximateAgeOfOldestMessage ${plain(id)}`);
    expect(watched).toContain('IteratorAge Relay');
  });

  test('silence of the sweep rings too', () => {
    expect(
      alarms()
        .filter(({ TreatMissingData }) => TreatMissingData === 'breaching')
        .map(({ MetricName }) => MetricName),
    ).toEqual(['Invocations']);
  });

  test('see what the sweep logs: how far behind it is, and how many exceptions wait', () => {
    const filter = z.object({
      LogGroupName: z.unknown().transform(said),
      FilterPattern: z.string(),
      MetricTransformations: z.tuple([z.object({ MetricValue: z.string() })]),
    });
    const line: Parameters<Log>[1] = { behindSeconds: 0, exceptions: 0 };
    const filters = all('AWS::Logs::MetricFilter', 3)
      .map(([, one]) => filter.parse(one.Properties))
      .filter(({ LogGroupName }) => LogGroupName === 'SweepLogs');
    expect(filters.map((one) => one.MetricTransformations[0].MetricValue).sort()).toEqual(Object.keys(line).map((field) => `$.${field}`));
    for (const one of filters) expect(one).toMatchObject({ LogGroupName: 'SweepLogs', FilterPattern: '{ $.event = "swept" }' });
    const watched = new Set(alarms().map(({ MetricName }) => MetricName));
    for (const field of Object.keys(line)) expect(watched).toContain(field);
  });

  test('see the sign-ins that no person at the keyboard can mend, by the codes that the hub logs', () => {
    const reasons: SignInReason[] = ['issuer-down', 'issuer-refused', 'clock', 'token-wrong'];
    const [filter, ...others] = all('AWS::Logs::MetricFilter', 3).filter(([, one]) => said(one.Properties.LogGroupName) === 'WebLogs');
    expect(others).toEqual([]);
    const codes = reasons.map((reason) => `($.code = "${reason}")`).join(' || ');
    expect(filter?.[1].Properties.FilterPattern).toBe(`{ ($.event = "sign-in-refused") && (${codes}) }`);
    expect(alarms().map(({ MetricName }) => MetricName)).toContain('signInBroken');
  });

  test('may reach the topic although it is encrypted and has a policy of its own', () => {
    const policies = all('AWS::SNS::TopicPolicy', 1).map(([, one]) => JSON.stringify(one.Properties));
    expect(policies.join()).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
    expect(JSON.stringify(byName('AWS::KMS::Key').KeyAtRest)).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(said(byName('AWS::SNS::Topic').AlarmTopic?.KmsMasterKeyId)).toBe('KeyAtRest');
  });
});
