/** What SES says of e-mails reaches the one function for it, and of an address nothing does. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { addressHash, sentMailOf, tagsOf } from '#delivery/returned';
import { eventBus } from '#local/event-bus';
import { filter } from '#local/filter-patterns';
import { newsOf } from '#local/mail-news';
import { thisMachine } from '#local/place';
import type { ReferralId } from '#referral/types';
import { byName, said } from './cloud.ts';

const passes = z.object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() });
const rule = z.object({ EventPattern: z.record(z.string(), z.unknown()), Targets: z.tuple([z.object({ Arn: z.unknown(), InputTransformer: passes })]) });
const {
  EventPattern,
  Targets: [target],
} = rule.parse(byName('AWS::Events::Rule').MailNews);
const set = 'LinksHub-MailSet';
const pattern = JSON.stringify(EventPattern).replace(/\{"Ref":"MailSet[0-9A-F]{8}"\}/, JSON.stringify(set));
const isWanted = filter([pattern]);

const address = 'bounce+pantry@simulator.amazonses.com';
const mail = { party: 'drumgarth', referral: '0'.repeat(26) as ReferralId, rev: 3, turn: 0, address: addressHash(address) };
const at = '2026-11-23T09:30:00.000Z';
const posted = { id: 'm1', at, from: 'links@hub.invalid', to: [address], set, tags: tagsOf(mail) };
const [bounce = {}] = newsOf(posted, thisMachine);
const withBounce = (bounceType: string) => JSON.parse(JSON.stringify(bounce).replace('Permanent', bounceType));

describe('the rule', () => {
  test('wants what came back for good, complaints and what was refused, of this hub', () => {
    const [complaint = {}] = newsOf({ ...posted, to: ['complaint@simulator.amazonses.com'] }, thisMachine);
    const rejected = {
      source: 'aws.ses',
      'detail-type': 'Email Rejected',
      detail: { eventType: 'Reject', reject: { reason: 'Bad content' }, mail: { tags: { 'ses:configuration-set': [set] } } },
    };
    expect([bounce, complaint, rejected].map(isWanted)).toEqual([true, true, true]);
  });
  test('leaves troubles that pass, mail that arrived, and the mail of others', () => {
    const [others = {}] = newsOf({ ...posted, set: 'Another-MailSet' }, thisMachine);
    const arrived = { ...bounce, 'detail-type': 'Email Delivered' };
    expect([withBounce('Transient'), withBounce('Undetermined'), others, arrived].map(isWanted)).toEqual([false, false, false, false]);
    expect(newsOf({ ...posted, to: ['hello@pantry.example'] }, thisMachine)).toEqual([]);
  });
  test('passes on what it was, when it was sent and its tags, and no address', () => {
    const heard: string[] = [];
    const bus = eventBus([{ id: 'MailNews', pattern, functionId: 'Bounced', passes: target.InputTransformer }], async (_, event) => void heard.push(event));
    bus(bounce);
    expect(heard).toHaveLength(1);
    const [event = ''] = heard;
    expect(event).not.toContain('@');
    const { what, sent, tags } = JSON.parse(event);
    expect([what, sent, sentMailOf(tags)]).toEqual(['Email Bounced', at, mail]);
  });
  test('wakes one function, whose failures go to a queue that rings', () => {
    expect(said(target.Arn)).toBe('Bounced');
    const { DestinationConfig, MaximumRetryAttempts } = byName('AWS::Lambda::EventInvokeConfig').BouncedInvoke ?? {};
    expect(MaximumRetryAttempts).toBe(2);
    expect(said(z.object({ OnFailure: z.object({ Destination: z.unknown() }) }).parse(DestinationConfig).OnFailure.Destination)).toBe('BouncedDeadQueue');
  });
});
test('SES tells the default bus of what comes back, of complaints and of what it refused', () => {
  const { EventDestination } = byName('AWS::SES::ConfigurationSetEventDestination').MailSetNews ?? {};
  expect(EventDestination).toMatchObject({ Enabled: true, MatchingEventTypes: ['bounce', 'complaint', 'reject'] });
  expect(said(z.object({ EventBridgeDestination: z.object({ EventBusArn: z.unknown() }) }).parse(EventDestination).EventBridgeDestination.EventBusArn)).toMatch(
    /:event-bus\/default$/,
  );
});
