import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { handler } from '#functions/front-door';
import { edgeTemplate, ofType, said } from '#test/stacks';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const [old, now, foreign] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const letsIn = async (secret: string | undefined, valid: string | undefined) =>
  (await handler({ headers: secret === undefined ? {} : { 'x-front-door': secret }, stageVariables: valid === undefined ? {} : { frontDoor: valid } }))
    .isAuthorized;

describe('the front door', () => {
  test('opens for who shows a secret that is valid, the old or the new one while it is rotated', async () => {
    expect(await letsIn(now, sha256(now))).toBe(true);
    expect(await letsIn(old, `${sha256(old)},${sha256(now)}`)).toBe(true);
    expect(await letsIn(now, `${sha256(old)},${sha256(now)}`)).toBe(true);
  });

  test.for<[string, string | undefined, string | undefined]>([
    ['no secret', undefined, sha256(now)],
    ['an empty secret', '', sha256(now)],
    ['an empty secret although its sum is listed', '', sha256('')],
    ['another secret', foreign, `${sha256(old)},${sha256(now)}`],
    ['a secret that was rotated away', old, sha256(now)],
    ['the sum itself', sha256(now), sha256(now)],
    ['half a secret', now.slice(0, 32), sha256(now)],
    ['a secret where none is known', now, undefined],
    ['a secret where the list is empty', now, ''],
    ['a secret where the list holds no sums', now, 'sesame,open'],
    ['a secret where the sum is cut short', now, sha256(now).slice(0, 62)],
  ])('stays shut for %s', async ([, secret, valid]) => {
    expect(await letsIn(secret, valid)).toBe(false);
  });

  test('stays shut when the gateway sends neither headers nor variables', async () => {
    expect(await handler({})).toEqual({ isAuthorized: false });
  });
});

describe('the CDN before it', () => {
  const edge = edgeTemplate();
  const behaviour = z.strictObject({
    AllowedMethods: z.array(z.string()),
    CachePolicyId: z.string(),
    Compress: z.boolean(),
    OriginRequestPolicyId: z.string(),
    TargetOriginId: z.string(),
    ViewerProtocolPolicy: z.string(),
  });
  const origin = z.object({
    DomainName: z.unknown().transform(said),
    CustomOriginConfig: z.object({ OriginProtocolPolicy: z.string(), OriginSSLProtocols: z.array(z.string()) }),
    OriginCustomHeaders: z.tuple([z.object({ HeaderName: z.string(), HeaderValue: z.unknown().transform(said) })]),
  });
  const distribution = z.object({
    DistributionConfig: z.object({
      DefaultCacheBehavior: behaviour,
      CacheBehaviors: z.undefined().optional(),
      Origins: z.tuple([origin]),
      ViewerCertificate: z.object({ MinimumProtocolVersion: z.string() }),
      WebACLId: z.unknown().transform(said),
      Logging: z.undefined().optional(),
    }),
  });
  const [[, found] = ['', undefined]] = ofType(edge, 'AWS::CloudFront::Distribution');
  const config = distribution.parse(found?.Properties).DistributionConfig;

  test('keeps nothing, and passes on every method, header and query as it came, but for the host', () => {
    // The ids of AWS's own policies CachingDisabled and AllViewerExceptHostHeader.
    expect(config.DefaultCacheBehavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      Compress: false,
    });
    expect(config.DefaultCacheBehavior.AllowedMethods.sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  });

  test('speaks TLS alone, to callers and to the gateway', () => {
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('https-only');
    expect(config.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    expect(config.Origins[0].CustomOriginConfig).toEqual({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
  });

  test('shows the gateway a secret that no console shows', () => {
    expect(config.Origins[0]).toMatchObject({ DomainName: 'ApiDomain', OriginCustomHeaders: [{ HeaderName: 'x-front-door', HeaderValue: 'FrontDoorSecret' }] });
    expect(edge.Parameters.FrontDoorSecret).toMatchObject({ NoEcho: true });
  });

  test('stands behind a firewall that blocks what is known to be bad and who asks too often, and keeps no samples', () => {
    const rule = z.object({ Name: z.string(), VisibilityConfig: z.object({ SampledRequestsEnabled: z.literal(false) }) });
    const acl = z.object({ Scope: z.literal('CLOUDFRONT'), DefaultAction: z.unknown(), Rules: z.array(rule) });
    const [[id, firewall] = ['', undefined]] = ofType(edge, 'AWS::WAFv2::WebACL');
    expect(config.WebACLId).toBe(id);
    expect(acl.parse(firewall?.Properties).Rules.map(({ Name }) => Name)).toEqual([
      'Flood',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
  });
});
