/** What a letter to a person says, sentence by sentence, and nothing that tells why. */
import { type Appointment, appointmentOf } from '#people/messages';
import { addDays } from '#platform/time';
import type { Visit } from '#web/frame/page';
import { birthText, dayText } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import { whereText } from './appointment-text.ts';

export const letterKinds = ['appointment', 'reach'] as const;
export type LetterKind = (typeof letterKinds)[number];
export type Letter = { to: string[]; date: string; dear: string; sentences: string[]; signed: string[] };

/** Days in which the person may answer. */
const toAnswer = 14;

type Written = { kind: LetterKind; appointment?: Appointment };
/** What there is to write about: an appointment that is still to come, tries that reached nobody. */
export const lettersFor = (found: Case, practice: string, { today }: Visit): Written[] => {
  const { casework } = found.referral;
  const appointment = appointmentOf(casework?.next, { sensitive: found.sensitive, practice });
  return [
    ...(appointment && appointment.day >= today ? [{ kind: 'appointment' as const, appointment }] : []),
    ...((casework?.attempts.length ?? 0) > 0 ? [{ kind: 'reach' as const }] : []),
  ];
};

const sentencesOf = ({ appointment }: Written, { referral }: Case, visit: Visit): string[] => {
  const { words, today } = visit;
  const { letter } = words.messages;
  if (!appointment) return [letter.tried, letter.ring, letter.until(dayText(addDays(today, toAnswer), today, words))];
  const first = letter.appointment(dayText(appointment.day, today, words), appointment.time, whereText(appointment.where, words));
  return [first, ...(referral.casework?.next?.interpreter ? [letter.interpreter] : []), letter.change, letter.help];
};
/** `practitioner`, `practice`: their names. Of a sensitive referral the practitioner signs by name alone. */
export const letterOf = (written: Written, found: Case, { practitioner, practice }: { practitioner: string; practice: string }, visit: Visit): Letter => {
  const { words, today } = visit;
  const { name = '', address = '' } = found.known?.summary ?? {};
  return {
    to: [name, ...address.split(/,\s*|\n/)].filter((line) => line !== ''),
    date: birthText(today, words),
    dear: words.messages.letter.dear(name),
    sentences: sentencesOf(written, found, visit),
    signed: [practitioner, ...(found.sensitive ? [] : [words.messages.letter.role(practice)])],
  };
};
