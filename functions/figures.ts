/** The pages of figures: for managers, and for practices of their own. */

import { hubKeys } from '#identity/hub-keys';
import { sessionStore } from '#identity/session-store';
import { userStore } from '#identity/user-store';
import { endpoints } from '#platform/endpoint';
import { contactsOf, publishedRoute } from '#web/published/public-route';
import { faultPage, pageRoute } from '#web/serve';
import { access, allowLoopback, baseUrl, clock, doorDirectory, ids, log, pagePorts, referrals, rules, secrets, subscriptions, work } from './wiring.ts';

const keys = hubKeys({ table: access(), secrets, clock, ids });
const users = userStore(access(), keys);
const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys, clock, ids });
const fhir = { carryOut: rules(true), referrals: referrals(), directory: doorDirectory(), keys, ids, subscriptions: subscriptions(), baseUrl: baseUrl() };
const published = publishedRoute({ work: work(), local: allowLoopback(), contactOf: contactsOf(doorDirectory()) });
const page = pageRoute({ sessions, fhir, users, ...pagePorts() });

export const handler = endpoints({ questions: page, figures: page, published }, { clock, ids, log, fault: faultPage });
