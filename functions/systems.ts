/** The pages on organisations' systems, for managers. */

import { endpoints } from '#platform/endpoint';
import { faultPage, pageRoute } from '#web/serve';
import { clock, delivery, ids, log, pagePorts, secrets } from './wiring.ts';

const page = pageRoute({ ...pagePorts(), systems: { send: delivery().send, secrets } });

export const handler = endpoints({ systems: page, system: page }, { clock, ids, log, fault: faultPage });
