/** The pages of figures: for managers, for practices of their own, and what is published for everybody. */

import { endpoints } from '#platform/endpoint';
import { contactsOf, publishedRoute } from '#web/published/public-route';
import { faultPage, pageRoute } from '#web/serve';
import { allowLoopback, clock, doorDirectory, ids, log, pagePorts, work } from './wiring.ts';

const published = publishedRoute({ work: work(), local: allowLoopback(), contactOf: contactsOf(doorDirectory()) });
const page = pageRoute(pagePorts());

export const handler = endpoints({ questions: page, figures: page, published }, { clock, ids, log, fault: faultPage });
