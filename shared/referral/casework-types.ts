/** What a practitioner does with a person between accepting and closing: the next step, the contacts, who has it. Plain data, no rules. */
import type { PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { contactOutcomes, helps, modes, stepKinds } from './casework-lists.ts';
import type { NeedCode } from './needs.ts';

export type { NeedCode };

export type Mode = (typeof modes)[number];
export type StepKind = (typeof stepKinds)[number];
/** Lone working: who knows where she is, when she is back by, when she said that she is out, and when the clock found that she had not. */
export type Alone = { knows: string; backBy: Instant; safeAt?: Instant; overdueAt?: Instant };
/** The one thing that comes next. */
export type NextStep = {
  kind: StepKind;
  what?: string;
  day: LocalDate;
  /** HH:MM in Europe/London; with a time it is an appointment. */
  time?: string;
  mode: Mode;
  place?: string;
  interpreter?: true;
  alone?: Alone;
};

export type ContactOutcome = (typeof contactOutcomes)[number];
export type Help = (typeof helps)[number];
export type Contact = {
  /** 8 characters of base32, chosen by who logs it: the same form sent twice is logged once. */
  id: string;
  at: Instant;
  mode: Mode;
  outcome: ContactOutcome;
  twoWay: boolean;
  minutes?: number;
  help: Help[];
  /** For the practitioner and who covers for her; never for an organisation, the practice or a funder. */
  note?: string;
};

/** What the contacts that were not struck come to, in whatever order they were logged. */
export type Counted = {
  /** Instants of tries that reached nobody since the last two-way contact, oldest first. */
  attempts: Instant[];
  /** Two-way ones. */
  contacts: number;
  firstContactAt?: Instant;
  lastContactAt?: Instant;
};
/** The newest contact and, while nothing else was planned since, the step it replaced; null: there was none. */
export type LastLogged = { contact: string; loggedAt: Instant; by: PractitionerId; replaced?: NextStep | null };
export type Casework = Counted & {
  next?: NextStep;
  /** What may still be undone. */
  last?: LastLogged;
  /** Handed over; `note`: to whoever got it. */
  handover?: { from: PractitionerId; at: Instant; note?: string };
  /** What the practitioner found the person needs, in the order of the programme's list, and which of it matters most. */
  needs?: readonly NeedCode[];
  primaryNeed?: NeedCode;
};

export type CaseworkEvent =
  | { type: 'step-planned'; step: NextStep }
  /** `next`: the step that takes the place of the one before, null for none; absent: that one stays. */
  | { type: 'contact-logged'; contact: Contact; by: PractitionerId; next?: NextStep | null }
  /** `counted`: what the other contacts come to. `restored`: the step that came back, null for none; absent: the step stays. */
  | { type: 'contact-struck'; contact: string; by: PractitionerId; reason?: string; counted: Counted; restored?: NextStep | null }
  | { type: 'handed-over'; to: PractitionerId; note?: string }
  | { type: 'came-out-safe' }
  /** She did not say in time that she is out. */
  | { type: 'visit-overdue' }
  /** `primary` is one of them. */
  | { type: 'needs-recorded'; needs: readonly NeedCode[]; primary: NeedCode };
