/** What a question is asked of: a place, a period, and who of it is told apart. */
import type { Person, Referral } from './happened.ts';
import type { Onward } from './sent-on.ts';

/** `entered`: whole-time equivalents or list sizes. */
export type Asked = {
  people: readonly Person[];
  practice?: string;
  period: (day: string) => boolean;
  today: string;
  holidays: readonly string[];
  entered?: number;
  /** A dimension and the value of it that is asked for. */
  by?: { dimension: string; value: string };
};

const told: Readonly<Record<string, (referral: Referral, onward?: Onward) => string | undefined>> = {
  simd: ({ person }) => person.fifth,
  age: ({ age }) => age,
  sex: ({ person }) => person.sex,
  interpreter: ({ person }) => person.interpreter,
  ethnicity: ({ person }) => person.ethnicity,
  need: ({ primary }) => primary,
  organisation: (_, onward) => onward?.organisation,
};
const isMeant = ({ by }: Asked, referral: Referral, onward?: Onward): boolean => !by || told[by.dimension]?.(referral, onward) === by.value;

const here = ({ people, practice }: Asked): Referral[] =>
  people.flatMap(({ referrals }) => referrals).filter((referral) => practice === undefined || referral.practice === practice);
/** All that ever came. */
export const referrals = (asked: Asked): Referral[] => here(asked).filter((referral) => isMeant(asked, referral));
export const received = (asked: Asked): Referral[] => referrals(asked).filter(({ came }) => asked.period(came));
export const closed = (asked: Asked): Referral[] => referrals(asked).filter((referral) => referral.closed && asked.period(referral.closed.day));
export const contacts = (asked: Asked) => referrals(asked).flatMap((referral) => referral.contacts.filter(({ day }) => asked.period(day)));
/** Whenever it was. */
export const everySentOn = (asked: Asked): Onward[] => here(asked).flatMap((referral) => referral.onward.filter((onward) => isMeant(asked, referral, onward)));
export const sentOn = (asked: Asked): Onward[] => everySentOn(asked).filter(({ sent }) => asked.period(sent));

/** A person at the first referral of the period, with it and all that came later. */
export type Counted = { person: Person; first: Referral; since: readonly Referral[] };
export const peopleReferred = (asked: Asked): Counted[] =>
  asked.people.flatMap((person) => {
    const own = person.referrals.filter(({ practice }) => asked.practice === undefined || practice === asked.practice);
    const first = own.find(({ came }) => asked.period(came));
    return first && isMeant(asked, first) ? [{ person, first, since: own.slice(own.indexOf(first)) }] : [];
  });
