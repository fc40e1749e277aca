/** Referrals as the pages' tests begin with them. All people are invented. */
import { sentReferral } from '#test/sent-referral';
import { type Named, type WebHub, webHub } from '#test/web-hub';

type Fields = Record<string, unknown>;
/** With Moira, who works at the same practice, and Ailsa, who works elsewhere in the area. */
export const staffedHub = async (): Promise<WebHub> => {
  const hub = await webHub();
  await hub.onboard({
    practitioners: [
      { id: 'moira-bain', name: 'Moira Bain', practices: ['birchtree'] },
      { id: 'ailsa-reid', name: 'Ailsa Reid', practices: ['thistledown'] },
    ],
  });
  return hub;
};
/** Somebody of the practice: `family` tells them from each other. Without `supportingInfo` there is no consent. */
export const referred = async (hub: WebHub, family: string, change: Fields = {}): Promise<string> => {
  const sent = sentReferral(family);
  const isSent = ({ resourceType }: { resourceType: string }) => resourceType === 'Patient' || !('supportingInfo' in change);
  const contained = sent.contained
    .filter(isSent)
    .map((one) =>
      one.resourceType === 'Patient'
        ? { ...one, identifier: [{ system: 'https://links-hub.invalid/test-number', value: family }], name: [{ family, given: ['Invented'] }] }
        : one,
    );
  const created = await hub.call('POST', '/ServiceRequest', { body: { ...sent, contained, ...change } });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  return created.body.id;
};
export const accepted = async (hub: WebHub, family: string, by: Named = 'catriona', change: Fields = {}): Promise<string> => {
  const id = await referred(hub, family, change);
  const done = await hub.post(by, `/app/work/referrals/${id}/triage`, { do: 'accept', 'first-day': '24', 'first-month': '11', 'first-year': '2026' });
  if (done.status !== 303) throw new Error(done.text);
  return id;
};
/** As a sender says it in words; the pages know it for sensitive. */
export const sensitiveNeed: Fields = { code: { coding: [{ system: 'https://birchtree.example/needs', code: 'N7', display: 'Domestic abuse' }] } };
export const personOf = async (hub: WebHub, referral: string): Promise<string> => {
  const task = await hub.call('GET', `/Task/${referral}`);
  return String(task.body.for.reference).replace('Patient/', '');
};
export const day = (name: string, text: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};
