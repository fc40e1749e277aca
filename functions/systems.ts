/** The pages on organisations' systems, for managers. */

import { hubKeys } from '#identity/hub-keys';
import { sessionStore } from '#identity/session-store';
import { userStore } from '#identity/user-store';
import { endpoints } from '#platform/endpoint';
import { faultPage, pageRoute } from '#web/serve';
import { access, baseUrl, clock, delivery, doorDirectory, ids, log, pagePorts, referrals, rules, secrets, subscriptions } from './wiring.ts';

const keys = hubKeys({ table: access(), secrets, clock, ids });
const users = userStore(access(), keys);
const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys, clock, ids });
const fhir = { carryOut: rules(true), referrals: referrals(), directory: doorDirectory(), keys, ids, subscriptions: subscriptions(), baseUrl: baseUrl() };
const systems = { send: delivery().send, secrets };
const page = pageRoute({ sessions, fhir, systems, users, ...pagePorts() });

export const handler = endpoints({ systems: page, system: page }, { clock, ids, log, fault: faultPage });
