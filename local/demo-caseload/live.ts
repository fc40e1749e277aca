/** Lives the invented people through the hub's own commands, each at the time at which it is said to have been. */
import type { ServiceRequest } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { FhirPorts } from '#fhir/ports';
import { createReferral } from '#fhir/referral/create-referral';
import { scopesOfRole } from '#identity/scopes';
import type { Actor, OrganisationId, PracticeCaller } from '#identity/types';
import { aboutStore } from '#people/about-store';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import type { OnwardId, ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { isRecorded, plainCall, practitioner, type RecordedDeed, raise, record } from './record.ts';
import { type Deed, type Invented, instantIn, stepOf, workingDay } from './script.ts';

const practice = { kind: 'practice', practice: 'birchtree', client: 'demo-gp' } as unknown as PracticeCaller;
const consent = (at: Instant) => ({
  ...{ resourceType: 'Consent', id: 'consent', status: 'active', patient: { reference: '#person' }, dateTime: at },
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
  policyRule: { text: 'Agreed in the consultation to be referred and to sharing what a service needs' },
});
const postcodeIn = (address: string) => {
  const [postalCode] = /[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.exec(address) ?? [];
  return postalCode ? { postalCode } : {};
};
const patientOf = ({ given, family, born, phone, chi, address, language }: Invented, n: number) => ({
  ...{ resourceType: 'Patient', id: 'person', name: [{ family, given: [given] }], birthDate: born },
  identifier: [
    chi
      ? { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: chi }
      : { system: 'https://links-hub.invalid/test-number', value: `TEST-${String(n + 1).padStart(4, '0')}` },
  ],
  ...(phone ? { telecom: [{ system: 'phone', value: phone, use: 'mobile' }] } : {}),
  ...(address ? { address: [{ text: address, ...postcodeIn(address) }] } : {}),
  ...(language ? { communication: [{ language: { text: language } }] } : {}),
});
/** As a GP system would send it. `n` tells one person from another. */
const requestOf = (person: Invented, n: number, at: Instant, now: Instant): ServiceRequest =>
  ({
    ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: '#person' }, authoredOn: at },
    contained: [patientOf(person, n), ...(person.withoutConsent ? [] : [consent(at)])],
    identifier: [{ system: 'https://birchtree.example/referrals', value: `CASELOAD-${n + 1}` }],
    category: [{ coding: [{ system: 'http://snomed.info/sct', code: '410606002', display: 'Social service procedure' }] }],
    priority: person.urgency ?? 'routine',
    code: {
      coding: [
        { system: system.hub, code: person.need, userSelected: true },
        { system: 'http://snomed.info/sct', code: '871731000000106', display: 'Referral to social prescribing service' },
      ],
    },
    requester: { display: person.source === 'self' ? `${person.given} ${person.family}` : 'Dr Nadia Khan' },
    reasonCode: [{ text: person.why }],
    ...(person.withoutConsent ? {} : { supportingInfo: [{ reference: '#consent' }] }),
    ...(person.neededIn === undefined ? {} : { occurrenceDateTime: workingDay(londonDate(now), person.neededIn) }),
  }) as unknown as ServiceRequest;

const callAt = (at: Instant, body: unknown) => ({
  ...plainCall(at),
  ...{ header: (name: string) => (name === 'content-type' ? 'application/fhir+json' : undefined) },
  body: Buffer.from(JSON.stringify(body)),
  who: { caller: practice, scopes: scopesOfRole('practice') },
});

/** Undefined: it is there already. */
export const refer = async (person: Invented, n: number, now: Instant, ports: FhirPorts): Promise<ReferralId | undefined> => {
  const at = instantIn(person.sent, now);
  const answer = await createReferral(callAt(at, requestOf(person, n, at, now)), practice, ports);
  if (answer.status === 200) return undefined;
  if (answer.status !== 201) throw new Error(`the demo's referral ${n + 1} was refused: ${JSON.stringify(answer.body)}`);
  return (answer.body as { id: ReferralId }).id;
};

type Wanted = { act: LaterAct; by: Actor };
const organisation = (id: string): Actor => ({ kind: 'organisation', organisation: id, client: `demo-${id}` }) as unknown as Actor;
type Sent = Map<string, OnwardId>;
const answerOf = (deed: Extract<Deed, { does: 'answers' }>, onward: OnwardId): LaterAct => {
  switch (deed.says) {
    case 'accept':
      return { type: 'accept-onward', onward, acceptance: deed.reference ? { reference: deed.reference } : {} };
    case 'decline':
      return { type: 'decline-onward', onward, reason: { code: 'no-capacity', text: deed.text ?? '' } };
    case 'start':
      return { type: 'start-onward', onward };
    case 'complete':
      return { type: 'complete-onward', onward, outcome: { activity: deed.text ?? '' } };
    case 'ask':
      return { type: 'ask-onward', onward, text: deed.text ?? '' };
  }
};
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case per deed, and the compiler sees that none is missing.
const wantedBy = (deed: Exclude<Deed, RecordedDeed>, referral: ReferralId, sent: Sent, now: Instant, ports: FhirPorts): Wanted => {
  const own = (act: LaterAct): Wanted => ({ act, by: practitioner });
  const at = instantIn(deed, now);
  const onwardTo = (to: string): OnwardId => {
    const found = sent.get(to);
    if (!found) throw new Error(`the demo answers for ${to} before it was asked`);
    return found;
  };
  switch (deed.does) {
    case 'accept':
      return own({ type: 'accept', next: stepOf(deed.next ?? { kind: 'first-call', in: 1 }, now) });
    case 'no-answer': {
      const contact = { id: ports.ids.short(), at, mode: 'telephone' as const, outcome: 'no-answer' as const, twoWay: false, help: [] };
      return own({ type: 'log-contact', contact, next: stepOf(deed.next ?? { in: 0 }, now) });
    }
    case 'meet': {
      const { mode = 'telephone', minutes, note, help = [], next } = deed;
      const outcome = mode === 'telephone' || mode === 'video' ? ('answered' as const) : ('attended' as const);
      const contact = { ...{ id: ports.ids.short(), at, mode, outcome, twoWay: true, help }, ...(minutes ? { minutes } : {}), ...(note ? { note } : {}) };
      return own({ type: 'log-contact', contact, next: next ? stepOf(next, now) : null });
    }
    case 'plan':
      return own({ type: 'plan-step', step: stepOf(deed.next, now) });
    case 'refer': {
      const onward = `${referral}-${ports.ids.short()}` as OnwardId;
      sent.set(deed.to, onward);
      return own({ type: 'refer-on', onward, organisation: deed.to as OrganisationId, service: deed.service });
    }
    case 'answers':
      return { act: answerOf(deed, onwardTo(deed.from)), by: organisation(deed.from) };
    case 'not-delivered':
      return { act: { type: 'report-not-delivered', onward: onwardTo(deed.to) }, by: { kind: 'delivery' } };
    case 'ask':
      return own({ type: 'ask', text: deed.text });
    case 'hold':
      return own({ type: 'hold', reason: { code: 'other', text: deed.text } });
    case 'close':
      return own({ type: 'complete', outcomes: deed.outcomes });
  }
};

export const live = async (person: Invented, referral: ReferralId, now: Instant, ports: FhirPorts): Promise<void> => {
  const sent: Sent = new Map();
  for (const deed of person.deeds) {
    if (isRecorded(deed)) {
      await record(deed, referral, now, ports);
      continue;
    }
    const { act, by } = wantedBy(deed, referral, sent, now, ports);
    const done = await carryOut(ports.carryOut, referral, { ...act, by, at: instantIn(deed, now) });
    if (!done.ok) throw new Error(`the demo's ${deed.does} for ${person.family} was refused: ${done.because}`);
  }
  if (person.concern) await raise(person.concern, referral, now, ports);
  if (!person.about) return;
  const loaded = await ports.carryOut.store.load(referral);
  if (!loaded) throw new Error('a referral of the demo is gone');
  const about = {
    person: loaded.referral.person,
    practice: loaded.referral.practice,
    versionId: 1,
    lastUpdated: now,
    by: 'practitioner/catriona-weir',
    about: person.about,
  };
  await aboutStore(ports.referrals).write(about, undefined);
};
