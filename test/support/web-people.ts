/** People on Catriona's list, for the tests of pages. All are invented. */

import type { PracticeId } from '#identity/types';
import type { About } from '#people/about';
import { aboutStore } from '#people/about-store';
import type { PersonId, ReferralId } from '#referral/types';
import { sentReferral } from './sent-referral.ts';
import type { Named, WebHub } from './web-hub.ts';

type Fields = Record<string, unknown>;
let sent = 0;
/** A referral of somebody new; `patient` and `request` change what is sent. */
export const referredTo = async (hub: WebHub, patient: Fields = {}, request: Fields = {}): Promise<{ id: ReferralId; at: string }> => {
  sent += 1;
  const body = sentReferral(`R-${sent}`);
  const [first, ...rest] = body.contained;
  const system = 'https://links-hub.invalid/test-number';
  const contained = [{ ...first, identifier: [{ system, value: `T-${sent}` }], ...patient }, ...rest];
  const { body: created, status } = await hub.call('POST', '/ServiceRequest', { body: { ...body, contained, ...request } });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(created)}`);
  return { id: created.id, at: `/app/work/referrals/${created.id}` };
};
export const takenOn = async (hub: WebHub, patient: Fields = {}, request: Fields = {}, by: Named = 'catriona'): Promise<{ id: ReferralId; at: string }> => {
  const one = await referredTo(hub, patient, request);
  const done = await hub.post(by, `${one.at}/triage`, { do: 'accept', 'first-day': '24', 'first-month': '11', 'first-year': '2026' });
  if (done.status !== 303) throw new Error(`not accepted: ${done.status}`);
  return one;
};
export const named = (family: string, given = 'Ailsa'): Fields => ({ name: [{ family, given: [given] }] });

export const referralOf = async (hub: WebHub, id: ReferralId) => {
  const loaded = await hub.ports.carryOut.store.load(id);
  if (!loaded) throw new Error('no such referral');
  return loaded;
};
/** What is known of the person of this referral. */
export const knowing = async (hub: WebHub, id: ReferralId, about: About): Promise<void> => {
  const { person } = (await referralOf(hub, id)).referral;
  const before = await aboutStore(hub.table).load(person as PersonId);
  const after = {
    person,
    practice: 'birchtree' as PracticeId,
    versionId: (before?.versionId ?? 0) + 1,
    lastUpdated: hub.now(),
    by: 'practitioner/catriona-weir',
    about,
  };
  const written = await aboutStore(hub.table).write(after, before);
  if (written.outcome !== 'written') throw new Error(written.outcome);
};
/** Of the form of a page, by the name of the field. */
export const hiddenIn = (text: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
