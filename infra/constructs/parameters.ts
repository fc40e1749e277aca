import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

type Asked = { description: string; allowedPattern: string; constraintDescription: string; /** What the local stage says of itself: it asks nobody. */ locally: string };

const asked = {
  BaseUrl: {
    description: 'Where callers reach this hub, as https://hub.example.scot; tokens and links carry it, so it stays',
    allowedPattern: '^(https://[a-z0-9.-]+|http://127\\.0\\.0\\.1:[0-9]+)$',
    constraintDescription: 'https:// and a host name, nothing behind it',
    locally: 'http://127.0.0.1:8787',
  },
  MailIdentity: {
    description: 'The domain or address, verified in SES, that the hub sends mail from',
    allowedPattern: '^[^\\s/]+$',
    constraintDescription: 'a domain or an e-mail address',
    locally: 'hub.invalid',
  },
  MailFrom: {
    description: 'The address that mail of the hub comes from, within MailIdentity',
    allowedPattern: '^[^\\s@]+@[^\\s@]+$',
    constraintDescription: 'an e-mail address',
    locally: 'links@hub.invalid',
  },
  AlarmEmail: {
    description: 'Who is told when something hurts somebody; a list address that reaches at least two people',
    allowedPattern: '^[^\\s@]+@[^\\s@]+$',
    constraintDescription: 'an e-mail address',
    locally: 'alarms@hub.invalid',
  },
} satisfies Record<string, Asked>;

/** What a deployment must say of itself; the rest is the same for every hub. */
export const hubParameters = (scope: Construct, stage: 'local' | 'cloud') => {
  const parameter = (name: keyof typeof asked) => {
    const { locally, ...shown } = asked[name];
    return new CfnParameter(scope, name, { type: 'String', ...shown, ...(stage === 'local' && { default: locally }) }).valueAsString;
  };
  const { partition, region, account } = Stack.of(scope);
  return {
    baseUrl: parameter('BaseUrl'),
    mailFrom: parameter('MailFrom'),
    mailIdentityArn: `arn:${partition}:ses:${region}:${account}:identity/${parameter('MailIdentity')}`,
    alarmEmail: parameter('AlarmEmail'),
  };
};
