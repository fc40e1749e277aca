/** Every page for people. */

import { entranceOf } from '#identity/entrance';
import { oidcIssuer } from '#identity/issuer';
import { oidcSignIn } from '#identity/sign-in';
import { endpoints } from '#platform/endpoint';
import { faultPage, webRoutes } from '#web/serve';
import { access, allowLoopback, baseUrl, clock, ids, issuer, log, outbox, pagePorts, secrets, texts } from './wiring.ts';

const ports = pagePorts();
const { keys } = ports.fhir;
const atIssuer = oidcIssuer({ ...issuer(), baseUrl: baseUrl(), insecure: allowLoopback() });
const signIn = oidcSignIn({ issuer: atIssuer, keys, users: ports.users, clock });
const entrance = entranceOf({ table: access(), secrets, keys, clock, ids, texts: texts() });

const routes = webRoutes({ ...ports, signIn, entrance, texts: texts(), outbox: outbox() });
export const handler = endpoints(routes, { clock, ids, log, fault: faultPage });
