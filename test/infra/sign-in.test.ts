import { describe, expect, test } from 'vitest';
import { callbackPath } from '#identity/issuer';
import { hubTemplate, ofType, plain, said } from '#test/stacks';
import { all, byName, cloud } from './cloud.ts';

const one = (type: string) => all(type, 1).map(([, { Properties }]) => Properties)[0] ?? {};

describe('who may sign in', () => {
  test('is let in by the operator alone, with a long password and a code from a device', () => {
    const pool = one('AWS::Cognito::UserPool');
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      DeletionProtection: 'ACTIVE',
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
    expect(pool.Policies).toMatchObject({
      PasswordPolicy: { MinimumLength: 14, RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 3 },
    });
    expect(all('AWS::Cognito::UserPool', 1)[0]?.[1]).toMatchObject({ DeletionPolicy: 'Retain' });
  });
  test('is invited from the hub’s own address', () => {
    const { EmailConfiguration: from } = one('AWS::Cognito::UserPool');
    expect(said(Object(from).SourceArn)).toBe('arn:AWS::Partition:ses:eu-west-2:AWS::AccountId:identity/MailIdentity');
    expect([Object(from).EmailSendingAccount, said(Object(from).From)]).toEqual(['DEVELOPER', 'MailFrom']);
  });
});

describe('the hub as a client of the issuer', () => {
  test('has no secret, takes codes alone, and comes back to this hub and nowhere else', () => {
    const client = one('AWS::Cognito::UserPoolClient');
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect([said(client.CallbackURLs), said(client.LogoutURLs)]).toEqual([`BaseUrl${callbackPath}`, 'BaseUrl/']);
  });
  test('is told who the issuer is, and where its pages are', () => {
    const web = all('AWS::Lambda::Function', 10).find(([id]) => plain(id) === 'Web')?.[1].Properties.Environment;
    const { OIDC_ISSUER, OIDC_CLIENT, OIDC_ENDPOINTS } = Object(web).Variables;
    expect([OIDC_ISSUER, OIDC_CLIENT, OIDC_ENDPOINTS].map(said)).toEqual([
      'SignIn.ProviderURL',
      'SignInHub',
      'https://SignInDomain.auth.eu-west-2.amazoncognito.com',
    ]);
    expect(said(byName('AWS::Cognito::UserPoolDomain').SignInPages?.Domain)).toBe('SignInDomain');
    expect(all('AWS::Cognito::ManagedLoginBranding', 1)).toHaveLength(1);
  });
  test('has no Cognito in a local hub', () => {
    const local = hubTemplate('local');
    expect(Object.values(local.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
    const [, web] = ofType(local, 'AWS::Lambda::Function').find(([id]) => plain(id) === 'Web') ?? [];
    expect(said(Object(web?.Properties.Environment).Variables.OIDC_ISSUER)).toBe('OidcIssuer');
    expect(Object.keys(cloud.Parameters)).not.toContain('OidcIssuer');
  });
});
