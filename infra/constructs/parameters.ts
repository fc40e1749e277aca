import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

type Asked = {
  description: string;
  allowedPattern: string;
  constraintDescription: string;
  noEcho?: boolean;
  /** What holds where a deployment says nothing; absent: it has to say. */
  usually?: string;
  /** What the local stage says of itself: it asks nobody. */
  locally?: string | undefined;
};

/** Something a deployment must say of itself; the rest is the same for every hub. */
export const ask = (scope: Construct, name: string, { locally, usually, ...shown }: Asked): string => {
  const value = locally ?? usually;
  return new CfnParameter(scope, name, { type: 'String', ...shown, ...(value !== undefined && { default: value }) }).valueAsString;
};

const hostName = '[a-z0-9]([a-z0-9.-]*[a-z0-9])?';
const localOrigin = '^http://127\\.0\\.0\\.1:[0-9]+$';
const address = '^[^\\s@]+@[^\\s@]+$';
export const patterns = { hostName: `^${hostName}$`, baseUrl: `^(https://${hostName}|http://127\\.0\\.0\\.1:[0-9]+)$`, address };

const asked = {
  BaseUrl: {
    description: 'Where callers reach this hub, as https://hub.example.scot; tokens and links carry it, so it stays',
    allowedPattern: patterns.baseUrl,
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
    allowedPattern: patterns.address,
    constraintDescription: 'an e-mail address',
    locally: 'links@hub.invalid',
  },
  TextOrigin: {
    description: 'What texts to people come from, in End User Messaging: pool/ID, phone-number/ID, sender-id/NAME/GB; none where this hub sends no texts',
    allowedPattern: '^(none|(pool|phone-number)/[A-Za-z0-9_-]+|sender-id/[A-Za-z0-9_-]{1,11}/[A-Z]{2})$',
    constraintDescription: 'none, or the end of the ARN of a pool, a telephone number or a sender id',
    locally: 'pool/pool-local',
  },
  AlissOrigin: {
    description: 'Where ALISS answers, the public directory of community services that the hub keeps a copy of',
    allowedPattern: patterns.baseUrl,
    constraintDescription: 'https:// and a host name, nothing behind it',
    usually: 'https://api.aliss.org',
    locally: 'http://127.0.0.1:8789',
  },
  AlarmEmail: {
    description: 'Who is told when something hurts somebody; a list address that reaches at least two people',
    allowedPattern: patterns.address,
    constraintDescription: 'an e-mail address',
    locally: 'alarms@hub.invalid',
  },
} satisfies Record<string, Asked>;

/** A local hub runs an issuer of its own and fills these in; the cloud's stack makes its issuer itself. */
const localIssuer = {
  OidcIssuer: {
    description: 'Where people of a local hub sign in',
    allowedPattern: localOrigin,
    constraintDescription: 'http://127.0.0.1 and a port',
    locally: 'http://127.0.0.1:8788',
  },
  OidcClient: {
    description: 'As whom the hub is known there',
    allowedPattern: '^[\\w-]+$',
    constraintDescription: 'letters, digits, _ or -',
    locally: 'links-hub',
  },
} satisfies Record<string, Asked>;
const issuerOf = (scope: Construct) => {
  const [issuer, client] = [ask(scope, 'OidcIssuer', localIssuer.OidcIssuer), ask(scope, 'OidcClient', localIssuer.OidcClient)];
  return { OIDC_ISSUER: issuer, OIDC_CLIENT: client, OIDC_ENDPOINTS: issuer };
};

const frontDoorHashes: Asked = {
  description: 'The SHA-256, in hex, of the front door secret; two with a comma between while it is rotated',
  allowedPattern: '^[0-9a-f]{64}(,[0-9a-f]{64})?$',
  constraintDescription: 'one or two SHA-256 sums in hex',
};

export const hubParameters = (scope: Construct, stage: 'local' | 'cloud') => {
  const one = (name: keyof typeof asked) => ask(scope, name, { ...asked[name], ...(stage === 'cloud' && { locally: undefined }) });
  const { partition, region, account } = Stack.of(scope);
  return {
    baseUrl: one('BaseUrl'),
    alissOrigin: one('AlissOrigin'),
    mail: { from: one('MailFrom'), identityArn: `arn:${partition}:ses:${region}:${account}:identity/${one('MailIdentity')}` },
    textOriginArn: `arn:${partition}:sms-voice:${region}:${account}:${one('TextOrigin')}`,
    alarmEmail: one('AlarmEmail'),
    ...(stage === 'local' && { issuer: issuerOf(scope) }),
    ...(stage === 'cloud' && { frontDoor: ask(scope, 'FrontDoorHashes', frontDoorHashes) }),
  };
};
