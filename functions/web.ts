/** Every page for people. */

import { entranceOf } from '#identity/entrance';
import { hubKeys } from '#identity/hub-keys';
import { oidcIssuer } from '#identity/issuer';
import { sessionStore } from '#identity/session-store';
import { oidcSignIn } from '#identity/sign-in';
import { userStore } from '#identity/user-store';
import { endpoints } from '#platform/endpoint';
import { faultPage, webRoutes } from '#web/serve';
import {
  access,
  allowLoopback,
  baseUrl,
  clock,
  doorDirectory,
  ids,
  issuer,
  log,
  outbox,
  pagePorts,
  referrals,
  rules,
  secrets,
  subscriptions,
  texts,
} from './wiring.ts';

const keys = hubKeys({ table: access(), secrets, clock, ids });
const users = userStore(access(), keys);
const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys, clock, ids });
const atIssuer = oidcIssuer({ ...issuer(), baseUrl: baseUrl(), insecure: allowLoopback() });
const signIn = oidcSignIn({ issuer: atIssuer, keys, users, clock });
const fhir = { carryOut: rules(true), referrals: referrals(), directory: doorDirectory(), keys, ids, subscriptions: subscriptions(), baseUrl: baseUrl() };
const entrance = entranceOf({ table: access(), secrets, keys, clock, ids, texts: texts() });

const routes = webRoutes({ signIn, sessions, fhir, users, entrance, texts: texts(), outbox: outbox(), ...pagePorts() });
export const handler = endpoints(routes, { clock, ids, log, fault: faultPage });
