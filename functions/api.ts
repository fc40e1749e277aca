/** Every HTTP route of the hub: FHIR, organisations' answers, tokens, figures. */

import { fhirRoute } from '#fhir/fhir-route';
import { openRoutes } from '#fhir/openapi/docs-route';
import { answerRoute, fetchRoute } from '#fhir/organisation/route';
import { baseOrNothing, deliveryFiguresRoute, tokenRoute } from '#fhir/other-routes';
import { faultAnswer } from '#fhir/refusals';
import { listings } from '#hsds/listing-store';
import { hsdsRoute, withFeed } from '#hsds/route';
import { clientKeys } from '#identity/client-keys';
import { clientStore } from '#identity/client-store';
import { signatureVerifier } from '#identity/signed-organisation';
import { issueToken } from '#identity/token';
import { tokenVerifier } from '#identity/verify-token';
import { readDelivery } from '#insight/figures-store';
import { endpoints } from '#platform/endpoint';
import { access, baseUrl, clock, directory, doorDirectory, fetchJson, fhirPorts, ids, log, secrets, work } from './wiring.ts';

const clients = clientStore(access(), clock);
const ports = fhirPorts();
const { keys } = ports;
const identity = { clients, keysOf: clientKeys({ fetchJson, clock, log }), keys, clock, ids, directory: directory(), baseUrl: baseUrl() };
const verify = tokenVerifier(identity);
const organisations = { ...ports, verifySignature: signatureVerifier({ directory: doorDirectory(), secrets, clock }) };
const fhir = fhirRoute({ ...ports, verify });
const feed = hsdsRoute({ listing: listings({ table: access(), directory: doorDirectory(), clock }), baseUrl: baseUrl() });

export const handler = endpoints(
  {
    fhir,
    ...openRoutes(baseUrl()),
    token: tokenRoute((form) => issueToken(form, identity)),
    answer: answerRoute(organisations),
    fetchReferral: fetchRoute(organisations),
    delivery: deliveryFiguresRoute({ verify, report: (areas, period) => readDelivery(areas, period, { table: work(), clock }) }),
    ...withFeed(feed, baseOrNothing(fhir)),
  },
  { clock, ids, log, fault: faultAnswer },
);
