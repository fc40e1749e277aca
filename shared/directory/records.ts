/** The directory's records as they are stored and as an onboarding file says them: one table of fields per kind. */

import * as z from 'zod/mini';
import type { Instant } from '#platform/types';
import { areaId, idText, managerId, nameText as name, organisationId, practiceId, practitionerId, userId } from './ids.ts';
import { agreements, arms, listSizes, wte } from './over-time.ts';
import { organisationKinds } from './service-lists.ts';
import { boardCode, councilCode, service } from './service-records.ts';
import { instrumentNames, mostInstruments, under16Routes } from './settings.ts';
import type { AnswerKey, Area, Endpoint, Manager, Organisation, Practice, Practitioner } from './types.ts';

const day = z.iso.date('write a day as 2026-11-30');
export const instant = z.pipe(
  z.iso.datetime('write an instant in UTC as 2026-11-30T09:00:00Z'),
  z.transform((text) => new Date(text).toISOString() as Instant),
);
const mail = z.email('write an e-mail address').check(z.maxLength(200, 'use at most 200 characters'));
const digits = z.string().check(z.regex(/^\+?\d[\d ]{1,19}$/, 'write a telephone number in digits and spaces, as 0141 496 0000'));
const concernContact = z.strictObject({
  label: name,
  phone: digits,
  hours: z.optional(name),
});

export const areaFields = {
  id: areaId,
  name: z.optional(name),
  manager: managerId,
  holidays: z.optional(z.strictObject({ extra: z.array(day), without: z.array(day) })),
  measures: z.optional(
    z.array(z.enum(instrumentNames)).check(
      z.maxLength(mostInstruments, `give at most ${mostInstruments} measures`),
      z.refine((measures) => new Set(measures).size === measures.length, 'give each measure once'),
    ),
  ),
  under16: z.optional(z.enum(under16Routes)),
  concernContacts: z.optional(z.array(concernContact).check(z.maxLength(12, 'give at most 12 contacts'))),
  contact: z.optional(z.strictObject({ mail: z.optional(mail), phone: z.optional(digits) })),
  council: z.optional(councilCode),
  healthBoard: z.optional(boardCode),
};
export const managerFields = { id: managerId, name, areas: z.array(areaId) };
export const practiceFields = {
  id: practiceId,
  name,
  area: areaId,
  mail: z.optional(z.email('write an e-mail address')),
  phone: z.optional(z.string().check(z.regex(/^\+?\d[\d ()]{4,24}$/, 'write a telephone number with digits and spaces, as 0141 496 0100'))),
  codes: z.optional(z.array(idText)),
  arms,
  listSizes,
  contactWithin: z.optional(z.int('write whole working days').check(z.minimum(1, 'give 1 to 60 working days'), z.maximum(60, 'give 1 to 60 working days'))),
  selfReferral: z.optional(z.boolean()),
};
export const practitionerFields = {
  id: practitionerId,
  name,
  practices: z.array(practiceId).check(z.maxLength(40, 'give at most 40 practices')),
  wte,
};
export const organisationFields = {
  id: organisationId,
  name,
  area: areaId,
  services: z.array(service),
  agreements,
  mail: z.optional(mail),
  kind: z.optional(z.enum(organisationKinds)),
};

/** What staff of a practice may be. */
export const staffRoles = ['gp', 'nurse', 'manager', 'reception', 'other'] as const;
export const userFields = { id: userId, name, mail };

export const endpointKey = z.object({ id: z.string(), ciphertext: z.string(), until: z.optional(instant) });
const answerKey = z.discriminatedUnion('scheme', [
  z.object({ id: z.string(), until: z.optional(instant), scheme: z.literal('v1'), ciphertext: z.string() }),
  z.object({ id: z.string(), until: z.optional(instant), scheme: z.literal('v1a'), publicKey: z.string() }),
]);

export const area: z.ZodMiniType<Area> = z.object(areaFields);
export const manager: z.ZodMiniType<Manager> = z.object(managerFields);
export const practice: z.ZodMiniType<Practice> = z.object(practiceFields);
export const practitioner: z.ZodMiniType<Practitioner> = z.object(practitionerFields);
export const organisation: z.ZodMiniType<Organisation> = z.object(organisationFields);
export const endpoint: z.ZodMiniType<Endpoint> = z.object({
  party: z.string(),
  url: z.string(),
  keys: z.array(endpointKey),
  disabledAt: z.optional(instant),
});
/** The keys of one organisation stand in one item. */
export const answerKeys: z.ZodMiniType<{ keys: AnswerKey[] }> = z.object({ keys: z.array(answerKey) });
