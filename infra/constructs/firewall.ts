import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

type Group = {
  name: string;
  /** Rules of the group that only count here, each with the reason. */
  counted: Record<string, string>;
};

const groups: Group[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: {} },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: {} },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: {
      SizeRestrictions_BODY: 'It stops at 8 KB; a referral with a letter is larger. The hub itself stops at 256 KB.',
      CrossSiteScripting_BODY: 'A FHIR narrative is XHTML. The hub drops it and makes its own.',
      GenericRFI_BODY: 'FHIR names its code systems by URL. The hub fetches none of them.',
      EC2MetaDataSSRF_BODY: 'It finds addresses in free text. The hub judges addresses where it connects.',
      NoUserAgent_HEADER: 'Programs call here, and not all say what they are.',
    },
  },
];

/** Counts without keeping samples: a sampled request would hold credentials and a query. */
const counts = (metricName: string) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false });

const groupRule = ({ name, counted }: Group, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  visibilityConfig: counts(name),
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: Object.keys(counted).map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});

/** One address may ask this often in five minutes. A GP system's vendor calls from one address for all its practices. */
const perAddress = 10_000;
const flood: CfnWebACL.RuleProperty = {
  name: 'Flood',
  priority: 0,
  action: { block: { customResponse: { responseCode: 429 } } },
  visibilityConfig: counts('Flood'),
  statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: perAddress } },
};

/** The ARN of the firewall. Its log is off: a line would hold the query, and the query of a search may hold a person's number. */
export const firewall = (scope: Construct): string =>
  new CfnWebACL(scope, 'Firewall', {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: counts('Firewall'),
    rules: [flood, ...groups.map((group, index) => groupRule(group, index + 1))],
  }).attrArn;
