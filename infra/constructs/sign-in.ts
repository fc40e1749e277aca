import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPool,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ask } from './parameters.ts';

type SignInProps = { baseUrl: string; mail: { identityArn: string; from: string } };

const invitation = {
  emailSubject: 'Your sign-in to Links Hub',
  emailBody:
    'You may sign in to Links Hub by your address {username} and this password, which works once: {####}. It asks you to choose your own, and to set up an app for codes.',
};

/** People are let in by the operator; each has a password of their own and a code from a device. */
const people = (scope: Construct): UserPool =>
  new UserPool(scope, 'SignIn', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true } },
    userInvitation: invitation,
    mfa: Mfa.REQUIRED,
    // A number can be taken over at the telephone company.
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
      passwordHistorySize: 10,
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** Invitations come from the hub's own address; those of Cognito are few a day and look like nobody's. */
const mailsAs = (pool: UserPool, { identityArn, from }: SignInProps['mail']): void => {
  if (!(pool.node.defaultChild instanceof CfnUserPool)) throw new Error('the user pool is not made of a resource');
  pool.node.defaultChild.emailConfiguration = { emailSendingAccount: 'DEVELOPER', from, sourceArn: identityArn };
};

/** The hub has no secret here: PKCE ties the code to the browser's own sign-in. */
const hubAsClient = (userPool: UserPool, baseUrl: string): UserPoolClient =>
  userPool.addClient('Hub', {
    generateSecret: false,
    authFlows: { userSrp: true },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`${baseUrl}/app/sign-in/callback`],
      logoutUrls: [`${baseUrl}/`],
    },
    preventUserExistenceErrors: true,
    // The hub reads them once; its own session says how long somebody is signed in.
    ...{ accessTokenValidity: Duration.minutes(5), idTokenValidity: Duration.minutes(5), refreshTokenValidity: Duration.hours(1) },
  });

const prefixOf = (scope: Construct): string =>
  ask(scope, 'SignInDomain', {
    description: 'What the address of the sign-in page begins with, as links-hub-glasgow; no other hub of the region may have it',
    allowedPattern: '^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
    constraintDescription: 'small letters, digits and hyphens, without the words aws, amazon and cognito',
  });

/** What `web` is told of the issuer. */
export const signIn = (scope: Construct, { baseUrl, mail }: SignInProps) => {
  const pool = people(scope);
  mailsAs(pool, mail);
  const client = hubAsClient(pool, baseUrl);
  const domainPrefix = prefixOf(scope);
  pool.addDomain('Pages', { cognitoDomain: { domainPrefix }, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN });
  // Without a style of its own there is no page.
  new CfnManagedLoginBranding(scope, 'SignInStyle', { userPoolId: pool.userPoolId, clientId: client.userPoolClientId, useCognitoProvidedValues: true });
  new CfnOutput(scope, 'OutputSignInPool', { value: pool.userPoolId }).overrideLogicalId('SignInPool');
  return {
    OIDC_ISSUER: pool.userPoolProviderUrl,
    OIDC_CLIENT: client.userPoolClientId,
    OIDC_ENDPOINTS: `https://${domainPrefix}.auth.${Stack.of(scope).region}.amazoncognito.com`,
  };
};
