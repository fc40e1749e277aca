/** Studies: their exports, and what data collectors enter for them. */

import { hubKeys } from '#identity/hub-keys';
import { sessionStore } from '#identity/session-store';
import { userStore } from '#identity/user-store';
import { endpoints } from '#platform/endpoint';
import { faultPage, pageRoute } from '#web/serve';
import { access, baseUrl, clock, doorDirectory, ids, log, pagePorts, referrals, rules, secrets, subscriptions } from './wiring.ts';

const keys = hubKeys({ table: access(), secrets, clock, ids });
const users = userStore(access(), keys);
const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys, clock, ids });
const fhir = {
  carryOut: rules(true),
  referrals: referrals(),
  directory: doorDirectory(),
  keys,
  ids,
  baseUrl: baseUrl(),
  // Nobody subscribes here: it has no table for it.
  get subscriptions() {
    return subscriptions();
  },
};
const page = pageRoute({ sessions, fhir, study: { secrets }, users, ...pagePorts() });

export const handler = endpoints({ studies: page, study: page }, { clock, ids, log, fault: faultPage });
