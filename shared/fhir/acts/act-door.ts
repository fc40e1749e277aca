/** The doors to what was done, Provenance and AuditEvent: one act, two resources. Both are asked what it was done to; nobody lists acts without that. */

import type { Door, Parameters, Seen } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { refusal } from '#fhir/refusals';
import { searchAmong } from '#fhir/search/among';
import { type Act, actNamed, actsAbout } from './acts.ts';

/** `about`: the parameter that says what was changed. */
export const actDoor = (about: 'target' | 'entity', text: string, seen: (act: Act) => Seen, parameters: Parameters): Door => ({
  text: `${text} Searched by ${about}.`,
  ...oneVersion(async (call, id, ports) => {
    const act = await actNamed(call, id, ports);
    return act && seen(act);
  }),
  parameters,
  search: async (call, asked, ports) => {
    const acts = await actsAbout(about, call, asked, ports);
    if (!acts) return refusal(400, 'required', `Say of what: ${about}=Task/<id> or ${about}=ServiceRequest/<id>.`);
    return searchAmong(acts.map(seen), asked, parameters, ports.baseUrl);
  },
});
