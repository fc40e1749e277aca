/** Studies: their exports, and what data collectors enter for them. */

import { endpoints } from '#platform/endpoint';
import { faultPage, pageRoute } from '#web/serve';
import { clock, ids, log, pagePorts, secrets } from './wiring.ts';

const page = pageRoute({ ...pagePorts(), study: { secrets } });

export const handler = endpoints({ studies: page, study: page }, { clock, ids, log, fault: faultPage });
