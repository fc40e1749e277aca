/** Duplicates: two records of one person become one and can be parted again; two people under one number are kept apart. Each step is a version. */
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';
import { numbersOf } from './likeness.ts';
import type { Person } from './types.ts';

/** `by`: as `nameOf` says it. */
export type Deed = { by: string; at: Instant };
export type MergeRefusal = 'same-record' | 'already-merged' | 'into-merged' | 'has-merged' | 'number-would-go' | 'not-merged' | 'not-waiting' | 'not-apart';
export type Merged = { ok: true; changed: Person[] } | { ok: false; because: MergeRefusal };
const no = (because: MergeRefusal): Merged => ({ ok: false, because });

type Change = Omit<Person, 'versionId' | 'lastUpdated' | 'by'>;
/** The version that follows. Its stamp is never before the last one's. */
export const nextVersion = (before: Person, change: Change, { by, at }: Deed): Person => ({
  ...change,
  by,
  versionId: before.versionId + 1,
  lastUpdated: at > before.lastUpdated ? at : before.lastUpdated,
});

/** A mismatch that nobody has decided yet. */
export const awaitsDecision = ({ mismatchOf, mergedInto, replaces = [] }: Person): boolean =>
  mismatchOf !== undefined && mergedInto === undefined && !replaces.includes(mismatchOf);
/** Under which ids a person's referrals and records lie: each keeps those it was made with, so that merged records can be parted again. */
export const recordsOf = ({ id, replaces = [] }: Person): PersonId[] => [id, ...replaces];

/** The first of `changed` is the survivor. A star, never a chain: each merged record leads straight to the one that stands for it. */
export const merge = (source: Person, target: Person, deed: Deed): Merged => {
  if (source.id === target.id) return no('same-record');
  if (source.mergedInto) return no('already-merged');
  if (target.mergedInto) return no('into-merged');
  if (recordsOf(source).length > 1) return no('has-merged');
  if (numbersOf(source.facts).length > 0 && numbersOf(target.facts).length === 0) return no('number-would-go');
  const survivor = nextVersion(target, { ...target, replaces: [...(target.replaces ?? []), source.id] }, deed);
  return { ok: true, changed: [survivor, nextVersion(source, { ...source, mergedInto: target.id }, deed)] };
};
/** The first of `changed` is the record that stands for itself again. */
export const unmerge = (source: Person, target: Person, deed: Deed): Merged => {
  const { mergedInto, ...alone } = source;
  if (mergedInto !== target.id) return no('not-merged');
  const { replaces = [], ...rest } = target;
  const left = replaces.filter((id) => id !== source.id);
  const survivor = { ...rest, ...(left.length > 0 ? { replaces: left } : {}) };
  return { ok: true, changed: [nextVersion(source, alone, deed), nextVersion(target, survivor, deed)] };
};
/** A mismatch is two people. */
export const keepApart = (person: Person, deed: Deed): Merged => {
  const { mismatchOf, apartFrom = [], ...rest } = person;
  if (!awaitsDecision(person) || !mismatchOf) return no('not-waiting');
  return { ok: true, changed: [nextVersion(person, { ...rest, apartFrom: [...apartFrom, mismatchOf] }, deed)] };
};
/** Undoes `keepApart`: it waits again. */
export const putBack = (person: Person, deed: Deed): Merged => {
  const { apartFrom = [], ...rest } = person;
  const last = apartFrom.at(-1);
  if (person.mergedInto || person.mismatchOf || !last) return no('not-apart');
  const left = apartFrom.slice(0, -1);
  return { ok: true, changed: [nextVersion(person, { ...rest, mismatchOf: last, ...(left.length > 0 ? { apartFrom: left } : {}) }, deed)] };
};
/** Two records that look alike are two people: noted with the one, for both. */
export const tellApart = (person: Person, other: PersonId, deed: Deed): Merged => {
  const { unlike = [] } = person;
  if (person.id === other) return no('same-record');
  if (unlike.includes(other)) return no('not-waiting');
  return { ok: true, changed: [nextVersion(person, { ...person, unlike: [...unlike, other] }, deed)] };
};
/** Undoes `tellApart`. */
export const notToldApart = (person: Person, other: PersonId, deed: Deed): Merged => {
  const { unlike = [], ...rest } = person;
  if (!unlike.includes(other)) return no('not-apart');
  const left = unlike.filter((id) => id !== other);
  return { ok: true, changed: [nextVersion(person, { ...rest, ...(left.length > 0 ? { unlike: left } : {}) }, deed)] };
};
