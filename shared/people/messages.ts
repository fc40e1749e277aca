/** What may be written to a person outside the hub: when and where, never why, and only by a way that is safe for them. Pure. */
import type { LocalDate } from '#platform/types';
import type { NextStep } from '#referral/types';
import { type About, mayReachBy } from './about.ts';

export type Way = 'text' | 'letter';
export type CannotWrite = 'died' | 'do-not-contact' | 'asked-not-to' | 'nowhere-to';
type Reached = {
  about: About;
  /** The person has died, as the practice or the request says. */
  died: boolean;
  doNotContact: boolean;
  /** Whether there is a number, or an address, to write to. */
  known: boolean;
};

/** Why nothing may be sent by this way; undefined: it may. What would hurt most is said first. */
export const cannotWrite = (way: Way, { about, died, doNotContact, known }: Reached): CannotWrite | undefined => {
  if (died) return 'died';
  if (doNotContact) return 'do-not-contact';
  if (!mayReachBy(about, way)) return 'asked-not-to';
  return known ? undefined : 'nowhere-to';
};

const digitsOf = (phone: string): string =>
  phone
    .replaceAll(/[\s().-]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+440/, '+44')
    .replace(/^0/, '+44');
/** Mobile telephones of the United Kingdom: not personal numbers (070) nor pagers (076, but for the Isle of Man's 07624). Source: Ofcom's numbering plan. */
const mobile = /^\+447(?:[1-57-9]\d{8}|624\d{6})$/;
/** Those of the numbers that take texts, as `+447700900123`, each once, in the order in which they were given. */
export const textNumbers = (phones: readonly string[]): string[] => [...new Set(phones.map(digitsOf).filter((number) => mobile.test(number)))];

/** Where, as far as it may be said. `named`: a practice or place by its name. */
export type Where = { at: 'practice' | 'home' | 'telephone' | 'video' } | { at: 'named'; name: string };
export type Appointment = { day: LocalDate; time: string; where?: Where };
/** `sensitive`: nobody who reads along may learn more than the time. */
type Naming = { sensitive: boolean; practice: string };

const whereOf = ({ mode, place }: NextStep, { sensitive, practice }: Naming): Where | undefined => {
  if (mode === 'telephone' || mode === 'video') return { at: mode };
  if (mode === 'practice') return sensitive ? { at: 'practice' } : { at: 'named', name: [practice, place].filter(Boolean).join(', ') };
  if (sensitive) return undefined;
  if (mode === 'home') return { at: 'home' };
  return place ? { at: 'named', name: place } : undefined;
};
const meets: Readonly<Record<NextStep['mode'], boolean>> = {
  ...{ practice: true, home: true, community: true, telephone: true, 'walk-and-talk': true, video: true, accompanied: true, group: true, other: true },
  ...{ text: false, letter: false },
};
/** Undefined where the step is none that the person comes to, or has no time. What the practitioner wrote of it in her own words is left out. */
export const appointmentOf = (step: NextStep | undefined, naming: Naming): Appointment | undefined => {
  if (step?.time === undefined || !meets[step.mode] || step.kind === 'wait-for-organisation') return undefined;
  const where = whereOf(step, naming);
  return { day: step.day, time: step.time, ...(where ? { where } : {}) };
};
