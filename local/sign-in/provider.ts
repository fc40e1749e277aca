/** The OpenID Connect provider of a local hub, with a key and a client of its own. */
import { createECDH, randomBytes } from 'node:crypto';
import { type Context, Provider } from 'oidc-provider';
import { callbackPath } from '#identity/issuer';
import { keptInMemory } from './kept.ts';
import { leavePage, troublePage } from './pages.ts';

type ProviderOptions = {
  issuer: string;
  client: string;
  hubUrl: string /** The address of an account. */;
  mailOf(account: string): Promise<string | undefined>;
};

/** Where the sign-in page of one sign-in is. */
export const choicePath = '/sign-in/';

/** Seconds: what a sign-in takes. */
const minutes = 60;
const ttl = {
  AccessToken: minutes,
  AuthorizationCode: minutes,
  IdToken: 5 * minutes,
  Interaction: 10 * minutes,
  Session: 10 * minutes,
  Grant: 10 * minutes,
};

const newKey = () => {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const point = curve.getPublicKey();
  const private32 = Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()]).subarray(-32);
  return { kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)), d: text(private32) };
};

const hub = ({ client, hubUrl }: ProviderOptions) => ({
  client_id: client,
  token_endpoint_auth_method: 'none',
  redirect_uris: [`${hubUrl}${callbackPath}`],
  post_logout_redirect_uris: [`${hubUrl}/`],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  id_token_signed_response_alg: 'ES256',
});

const answerWith = (ctx: Context, body: string) => {
  ctx.type = 'html';
  ctx.body = body;
};
/** Nobody is asked whether the hub may know who signs in: that is what they came for. */
const granted = async ({ oidc }: Context) => {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
};

export const localProvider = (options: ProviderOptions): Provider =>
  new Provider(options.issuer, {
    adapter: keptInMemory(() => Date.now()),
    clients: [hub(options)],
    jwks: { keys: [newKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    // As Cognito does: the address is in the ID token.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl,
    loadExistingGrant: granted,
    findAccount: async (_: Context, account: string) => {
      const mail = await options.mailOf(account);
      return mail === undefined ? undefined : { accountId: account, claims: async () => ({ sub: account, email: mail, email_verified: true }) };
    },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `${choicePath}${uid}` },
    renderError: async (ctx: Context) => answerWith(ctx, troublePage(options.hubUrl)),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: async (ctx: Context, form: string) => answerWith(ctx, leavePage(form)) },
    },
  });
