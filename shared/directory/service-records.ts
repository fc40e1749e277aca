/** What the hub knows of a service, as it is stored and as an onboarding file says it. */
import * as z from 'zod/mini';
import type { LocalDate } from '#platform/types';
import { isCouncil, isHealthBoard, placeName } from './councils.ts';
import { idText, nameText as name } from './ids.ts';
import { accessFeatures, costs, mostQuestions, outcomeKinds, questionKinds, serviceFields } from './service-lists.ts';
import type { Service } from './types.ts';

const words = (most: number) => z.string().check(z.regex(new RegExp(`^(?:[^\\p{Cc}]|\\n){1,${most}}$`, 'u'), `use 1 to ${most} characters of plain text`));
const coded = (is: (code: string) => boolean, text: string) => z.string().check(z.refine(is, text));
export const councilCode = coded(isCouncil, 'use the code of a Scottish council, as S12000049');
export const boardCode = coded(isHealthBoard, 'use the code of a Scottish health board, as S08000031');
const served = coded(
  (code) => placeName(code) !== undefined,
  'use the code of a council (S12000049), of a health board (S08000031), or S92000003 for all Scotland',
);

const code = z.strictObject({
  system: z.optional(z.string().check(z.regex(/^(https?:\/\/|urn:)\S{1,200}$/, 'write the address of the code system, as http://snomed.info/sct'))),
  code: z.string().check(z.regex(/^\S{1,60}$/, 'use 1 to 60 characters without spaces')),
  display: name,
});
const degrees = (most: number) =>
  z.number().check(z.gte(-most, `write degrees from -${most} to ${most}`), z.lte(most, `write degrees from -${most} to ${most}`));
const place = z
  .strictObject({
    name: z.optional(name),
    line: z.optional(name),
    town: z.optional(name),
    postcode: z.optional(z.string().check(z.regex(/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, 'write a postcode as G1 1XX'))),
    latitude: z.optional(degrees(90)),
    longitude: z.optional(degrees(180)),
  })
  .check(z.refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), 'give both latitude and longitude, or neither'));

const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 09:30'));
const openingHours = z
  .strictObject({
    day: z.int('write 1 for Monday to 7 for Sunday').check(z.gte(1, 'write 1 for Monday to 7 for Sunday'), z.lte(7, 'write 1 for Monday to 7 for Sunday')),
    from: time,
    to: time,
  })
  .check(z.refine(({ from, to }) => from < to, 'it closes before it opens: correct one of the times'));
const age = z.int('write whole years').check(z.gte(0, 'write an age from 0 to 120'), z.lte(120, 'write an age from 0 to 120'));
const eligibility = z
  .strictObject({ fromAge: z.optional(age), toAge: z.optional(age), only: z.optional(z.enum(['women', 'men'])), text: z.optional(words(500)) })
  .check(z.refine(({ fromAge = 0, toAge = 120 }) => fromAge <= toAge, 'the oldest is younger than the youngest: correct one of the ages'));
const question = z
  .strictObject({
    id: idText,
    text: name,
    kind: z.enum(questionKinds),
    choices: z.optional(z.array(name).check(z.minLength(2, 'give at least two choices'), z.maxLength(12, 'give at most 12 choices'))),
    required: z.optional(z.boolean()),
  })
  .check(z.refine(({ kind, choices }) => (kind === 'choice') === (choices !== undefined), 'a question of the kind "choice" has choices, and no other has'));
const phone = z.string().check(z.regex(/^\+?\d[\d ()]{4,24}$/, 'write a telephone number with digits and spaces, as 0141 496 0100'));
const contact = z.strictObject({
  name: z.optional(name),
  phone: z.optional(phone),
  mail: z.optional(z.email('write an e-mail address').check(z.maxLength(200, 'use at most 200 characters'))),
  web: z.optional(z.string().check(z.regex(/^https?:\/\/[^\s"<>]{1,300}$/, 'write a web address, as https://pantry.example'))),
});
const isOnce = (entries: readonly string[]) => new Set(entries).size === entries.length;
const listOf = <Entry extends string>(entry: z.ZodMiniType<Entry>, most: number) =>
  z.optional(z.array(entry).check(z.maxLength(most, `give at most ${most}`), z.refine(isOnce, 'give each once')));

const facts = {
  aliss: z.optional(z.guid('write the id of the entry in ALISS, as it stands in its address')),
  about: z.optional(words(2000)),
  languages: listOf(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'write a language as en, gd, pl or bfi')), 40),
  cost: z.optional(z.enum(costs)),
  access: listOf(z.enum(accessFeatures), accessFeatures.length),
  opening: z.optional(z.array(openingHours).check(z.maxLength(28, 'give at most 28 times'))),
  serves: listOf(served, 40),
  eligibility: z.optional(eligibility),
  questions: z.optional(
    z.array(question).check(
      z.maxLength(mostQuestions, `give at most ${mostQuestions} questions`),
      z.refine((questions) => isOnce(questions.map(({ id }) => id)), 'give each question an id of its own'),
    ),
  ),
  contact: z.optional(contact),
  outcomes: z.optional(z.enum(outcomeKinds)),
  lastChecked: z.optional(
    z.pipe(
      z.iso.date('write a day as 2026-11-30'),
      z.transform((text) => text as LocalDate),
    ),
  ),
};
export const service: z.ZodMiniType<Service> = z.strictObject({
  id: idText,
  name,
  fields: z.array(z.enum(serviceFields)),
  categories: z.optional(z.array(code)),
  types: z.optional(z.array(code)),
  active: z.optional(z.boolean()),
  place: z.optional(place),
  sensitive: z.optional(z.boolean()),
  ...facts,
});
