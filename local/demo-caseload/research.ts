/** Some of the demo's people were asked to take part in its study, and most of them agreed. */
import type { FhirPorts } from '#fhir/ports';
import { demoStudy } from '#local/demo-study';
import type { Instant } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { saidStore } from '#study/said-store';
import { type Invented, instantIn } from './script.ts';

/** After they were first met; all who filled in a questionnaire, and most others. */
export const askToTakePart = async ({ deeds }: Invented, n: number, referral: ReferralId, now: Instant, ports: FhirPorts): Promise<void> => {
  const met = deeds.find(({ does }) => does === 'meet');
  const isMeasured = deeds.some(({ does }) => does === 'measure');
  const loaded = met && (isMeasured || n % 3 !== 0) && (await ports.carryOut.store.load(referral));
  if (!met || !loaded) return;
  const at = instantIn(met, now);
  const said = { gives: isMeasured || n % 7 !== 1, day: londonDate(at), at, by: 'practitioner/catriona-weir' };
  const { outcome } = await saidStore(ports.referrals).add(demoStudy, loaded.referral.person, [], said);
  if (outcome !== 'written' && outcome !== 'condition-failed') throw new Error(`what somebody said of the demo's study was not kept: ${outcome}`);
};
