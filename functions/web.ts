/** Every page for people. */
import { faultAnswer } from '#fhir/refusals';
import { endpoints } from '#platform/endpoint';
import { webRoutes } from '#web/serve';
import { clock, ids, log } from './wiring.ts';

export const handler = endpoints(webRoutes(), { clock, ids, log, fault: faultAnswer });
