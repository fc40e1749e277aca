/** A person whose referral a practitioner has taken on, with the addresses of their pages. */
import { accepted, referral } from './fhir-steps.ts';
import { personOf } from './record-steps.ts';
import { webHub } from './web-hub.ts';

type Fields = Record<string, unknown>;
const [patient, consent] = referral().contained as Fields[];
/** `patient`: what is different about the person; `consent`: whether it came with the referral. */
export const personPages = async ({ person = {}, agreed = true, area = {} }: { person?: Fields; agreed?: boolean; area?: Fields } = {}) => {
  const hub = await webHub();
  await hub.onboard({ areas: [{ id: 'S12000049', name: 'Glasgow City', manager: 'elspeth-munro', ...area }] });
  const contained = [{ ...patient, ...person }, ...(agreed ? [consent] : [])];
  const id = await accepted(hub, { contained, ...(agreed ? {} : { supportingInfo: undefined }) });
  const reference = await personOf(hub, id);
  const at = `/app/work/people/${reference.slice('Patient/'.length)}`;
  return { hub, id, reference, at, page: (name: string) => `${at}/${name}?referral=${id}` };
};
export const hostile = '<script>alert(1)</script>"\'>‮😀&amp;';
/** As a page has to show it. */
export const harmless = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;‮😀&amp;amp;';
