/** Somebody asks for help themselves: the same referral as any other, of a person of their own until a practitioner has seen who it is. */
import { userClients } from '#directory/ids';
import type { Practice } from '#directory/types';
import type { FhirPorts } from '#fhir/ports';
import type { ClientId, PracticeCaller } from '#identity/types';
import type { SafeContact } from '#people/about';
import type { Call } from '#platform/endpoint';
import type { LocalDate } from '#platform/types';
import { isSensitiveText } from '#referral/needs';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { dayText } from '#web/frame/when';
import { enter, type Made } from '#web/intake/enter';
import { isSent } from '#web/intake/form-parts';
import { patientOf } from '#web/intake/patient';
import { requestOf } from '#web/intake/request';
import { noteSafeContact } from '#web/intake/safe-contact';
import { wordsIn } from '#web/words/words';
import type { Public } from './around.ts';
import type { Asked, Way } from './form.ts';

const client = `${userClients}self-referral` as ClientId;
const callerFor = ({ id }: Practice): PracticeCaller => ({ kind: 'practice', practice: id, client });

const everyWay = ['call', 'voicemail', 'text', 'letter', 'email'] as const;
/** The ways that remain where somebody chose one. A call through contactSCOTLAND-BSL is a telephone call. */
const allowed: Readonly<Record<Way, readonly (typeof everyWay)[number][]>> = {
  text: ['text'],
  call: ['call'],
  letter: ['letter'],
  email: ['email'],
  bsl: ['call'],
  trusted: [],
  desk: [],
};
/** What the practitioner reads, in English whatever language the form was in. */
const { forPractitioner } = wordsIn('en').selfReferral;
const safeContactOf = ({ way, where }: Asked): SafeContact => ({
  no: everyWay.filter((one) => !allowed[way].includes(one)),
  note: [forPractitioner.ways[way], ...(way === 'trusted' || way === 'bsl' ? [where] : [])].filter((part) => part !== '').join(': '),
});
const patientAsked = ({ name, way, where, born }: Asked) =>
  patientOf({
    name,
    ...(born ? { birthDate: born } : {}),
    ...(way === 'text' || way === 'call' ? { phone: where } : {}),
    ...(way === 'email' ? { email: where } : {}),
    ...(way === 'letter' ? { address: where } : {}),
  });

/** The same words on the same day are the same request. */
const numberOf = (asked: Asked, { practice, day }: { practice: Practice; day: LocalDate }, { keys }: Pick<FhirPorts, 'keys'>): Promise<string> =>
  keys.mac('self-referral', JSON.stringify([practice.id, day, asked.help, asked.name, asked.way, asked.where, asked.born ?? '']));
type Asking = { asked: Asked; practice: Practice; answerBy: LocalDate; around: Public };
export const wasAsked = async ({ asked, practice, around }: Asking, ports: FhirPorts): Promise<boolean> =>
  isSent(await numberOf(asked, { practice, day: londonDate(around.call.receivedAt) }, ports), practice.id, ports);

const requestFor = ({ asked, practice, answerBy, around }: Asking, form: string, day: LocalDate) => {
  const told = forPractitioner.answerBy(dayText(answerBy, day, wordsIn('en')));
  return requestOf({
    ...{ form, practice: practice.id, day, words: asked.help, person: patientAsked(asked) },
    by: { themselves: forPractitioner.by },
    need: { code: 'self-referral', display: forPractitioner.need },
    notes: [told, ...(around.language === 'gd' ? [forPractitioner.gaelic] : [])],
    agreed: { to: ['refer'], how: forPractitioner.agreed },
  });
};
const besideOf =
  ({ asked, practice }: Asking, { receivedAt: at }: Call) =>
  (referral: Referral, ports: FhirPorts): Promise<boolean> => {
    const supporters = asked.way === 'trusted' ? [{ name: asked.where, is: forPractitioner.trusted }] : [];
    const said = { ...safeContactOf(asked), supporters, ...(asked.way === 'bsl' ? { communication: { bsl: true as const } } : {}) };
    return noteSafeContact(referral, { ...said, ...(isSensitiveText(asked.help) ? { sensitive: true } : {}) }, { by: callerFor(practice), at }, ports);
  };
export const ask = async (asking: Asking, ports: FhirPorts): Promise<Made> => {
  const { asked, practice, around } = asking;
  const { call } = around;
  const day = londonDate(call.receivedAt);
  const form = await numberOf(asked, { practice, day }, ports);
  const request = async () => requestFor(asking, form, day);
  return enter({ call, by: callerFor(practice), entered: { source: 'self', newPerson: true }, request, beside: besideOf(asking, call) }, ports);
};
