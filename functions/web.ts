/** Every page for people. */

import { hubKeys } from '#identity/hub-keys';
import { oidcIssuer } from '#identity/issuer';
import { sessionStore } from '#identity/session-store';
import { oidcSignIn } from '#identity/sign-in';
import { userStore } from '#identity/user-store';
import { endpoints } from '#platform/endpoint';
import { faultPage, webRoutes } from '#web/serve';
import { access, allowLoopback, baseUrl, clock, doorDirectory, ids, issuer, log, secrets } from './wiring.ts';

const keys = hubKeys({ table: access(), secrets, clock, ids });
const users = userStore(access(), keys);
const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys, clock, ids });
const atIssuer = oidcIssuer({ ...issuer(), baseUrl: baseUrl(), insecure: allowLoopback() });
const signIn = oidcSignIn({ issuer: atIssuer, keys, users, clock });

export const handler = endpoints(webRoutes({ signIn, sessions, log, signInOrigin: issuer().endpoints }), { clock, ids, log, fault: faultPage });
