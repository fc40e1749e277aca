/** Telling a person of an appointment by text: asked for on the page of the next step, sent once, and written down as a contact. */
import { appointmentOf, cannotWrite, textNumbers } from '#people/messages';
import { errorFields } from '#platform/log';
import type { Contact, NextStep, ReferralId } from '#referral/types';
import { checkbox, type Filled, hidden, radios } from '#web/frame/fields';
import { type Faults, text, ticked } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { act } from '#web/work/act';
import type { Case } from '#web/work/case-data';
import { textOf } from './appointment-text.ts';
import { contactId } from './contact-id.ts';

const numbersOf = ({ known }: Case): string[] => textNumbers(known?.summary.phones ?? []);
/** What is posted: which of the numbers, and its end, by which it is known again. */
const choiceOf = (number: string, n: number): string => `${n}-${number.slice(-3)}`;

const whyNot = (found: Case, visit: Visit): string | undefined => {
  const { words, ports } = visit;
  const { referral, known } = found;
  if (!ports.texts) return words.messages.noTexts;
  const died = referral.died === true || known?.summary.died === true;
  const why = cannotWrite('text', { about: known?.about ?? {}, died, doNotContact: referral.doNotContact, known: numbersOf(found).length > 0 });
  return why && words.messages.cannot.text[why];
};

/** The tick, or why there is none. The form's own id makes of a form that was sent twice one text. */
export const tellFields = (found: Case, filled: Filled, visit: Visit): Html => {
  const why = whyNot(found, visit);
  if (why) return html`<p>${why}</p>`;
  const { messages, referral } = visit.words;
  const numbers = numbersOf(found).map((number, n) => ({ value: choiceOf(number, n), label: messages.toNumber(number.slice(-3)) }));
  const [only] = numbers;
  const which = numbers.length > 1 ? radios({ name: 'number', label: messages.whichNumber, choices: numbers }, filled) : only && hidden('number', only.value);
  const id = hidden('contact', contactId(filled.form, found, visit));
  return html`${checkbox({ name: 'tell', label: referral.step.tell, hint: numbers.length > 1 ? undefined : only?.label }, filled)}${which}${id}`;
};

type Telling = { to: string; text: string; contact: string };
/** What is to be sent; undefined: nothing is asked for. */
export const tellingIn = async (found: Case, step: NextStep, visit: Submitted): Promise<Telling | { faults: Faults } | undefined> => {
  if (!ticked(visit.form, 'tell')) return undefined;
  const { words, form, ports } = visit;
  const why = whyNot(found, visit);
  if (why) return { faults: { tell: why } };
  if (step.time === undefined) return { faults: { time: words.messages.needsTime } };
  const practice = (await ports.fhir.directory.practice(found.referral.practice))?.name ?? '';
  const appointment = appointmentOf(step, { sensitive: found.sensitive, practice });
  if (!appointment) return { faults: { tell: words.messages.needsMeeting } };
  const numbers = numbersOf(found);
  const to = numbers.find((number, n) => choiceOf(number, n) === text(form, 'number'));
  if (!to) return { faults: { [numbers.length > 1 ? 'number' : 'tell']: words.messages.numberGone } };
  return { to, text: textOf(appointment, visit), contact: contactId(form, found, visit) };
};

const send = async ({ to, text: body }: Telling, { ports, call }: Visit): Promise<boolean> => {
  try {
    return (await ports.texts?.send({ to, text: body })) === 'sent';
  } catch (error) {
    ports.log('text-failed', { route: 'web', request: call.requestId, ...errorFields(error) });
    return false;
  }
};
/** Written down first, so that nothing is sent twice; what then cannot be sent is undone again, and whoever asked for it is told. */
export const tell = async (referral: ReferralId, telling: Telling, visit: Visit): Promise<boolean> => {
  const contact: Contact = {
    id: telling.contact,
    at: visit.at,
    mode: 'text',
    outcome: 'sent',
    twoWay: false,
    help: [],
    note: visit.words.messages.told(telling.text),
  };
  const logged = await act(visit, referral, { type: 'log-contact', contact });
  if (!logged.ok) return logged.because === 'duplicate';
  if (await send(telling, visit)) return true;
  await act(visit, referral, { type: 'strike-contact', contact: telling.contact });
  return false;
};
