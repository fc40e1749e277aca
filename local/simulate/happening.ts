/** What happens in an invented life: each a command of the hub or something kept beside it, at its time. */
import type { Actor, PracticeCaller, PractitionerCaller } from '#identity/types';
import type { AboutPerson } from '#people/about';
import type { HealthRecord, Person } from '#people/types';
import type { Command, LaterAct } from '#referral/commands';
import type { NeedCode } from '#referral/needs';
import type { PersonId, ReferralId } from '#referral/types';
import type { Said, StudyId } from '#study/types';
import type { Chance } from './chance.ts';
import type { InventedPerson } from './person.ts';
import type { Practice, Programme } from './programme.ts';

type Submit = Extract<Command, { type: 'submit' }>;
/** `at`: milliseconds since 1970. */
export type Happening = { at: number } /** `known`: a person whom the practice knows already. `identifier`: the practice's own number of the referral. */ & (
  | { does: 'submit'; command: Submit; sent: string; identifier: string; person: Person; known: boolean }
  | { does: 'command'; referral: ReferralId; by: Actor; act: LaterAct }
  | { does: 'record'; record: HealthRecord; before?: HealthRecord }
  | { does: 'learn'; about: AboutPerson }
  | { does: 'say'; study: StudyId; person: PersonId /** All that they ever said of it. */; said: readonly Said[] }
  | { does: 'merge'; source: PersonId; target: PersonId; by: PractitionerCaller }
  | { does: 'gap'; person: PersonId; need: NeedCode }
  | { does: 'signpost'; person: PersonId; entry: string }
);
/** One referral's life while it is told. `ends`: from then on nothing of the practice or its practitioner follows. */
export type Story = {
  programme: Programme;
  person: InventedPerson;
  practice: Practice;
  gp: PracticeCaller;
  by: Chance;
  referral: ReferralId;
  owner: PractitionerCaller;
  happenings: Happening[];
};

export const tell = ({ referral, happenings }: Pick<Story, 'referral' | 'happenings'>, at: number, by: Actor, act: LaterAct): number => {
  happenings.push({ at, does: 'command', referral, by, act });
  return at;
};
