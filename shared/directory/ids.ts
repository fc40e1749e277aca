/** Parsers that mint the ids of who is there and who calls, and of what they are called. An id may stand in a path, a key and a FHIR reference. */

import * as z from 'zod/mini';
import type { AreaId, ClientId, ManagerId, OrganisationId, PracticeId, PractitionerId, UserId } from '#identity/types';

/** What FHIR allows an id to be; no `#`, which parts the table's keys. */
export const idText = z.string().check(z.regex(/^[A-Za-z0-9.-]{1,64}$/, 'use 1 to 64 letters, digits, dots or hyphens'));
/** What things and people are called. */
export const nameText = z.string().check(z.regex(/^[^\p{Cc}]{1,120}$/u, 'use 1 to 120 characters and no line breaks'));
const areaText = z.string().check(z.regex(/^S12\d{6}$/, 'use the code of a Scottish council area, as S12000049'));

export const clientId = z.pipe(
  idText,
  z.transform((id) => id as ClientId),
);
export const practiceId = z.pipe(
  idText,
  z.transform((id) => id as PracticeId),
);
export const practitionerId = z.pipe(
  idText,
  z.transform((id) => id as PractitionerId),
);
export const organisationId = z.pipe(
  idText,
  z.transform((id) => id as OrganisationId),
);
export const managerId = z.pipe(
  idText,
  z.transform((id) => id as ManagerId),
);
export const userId = z.pipe(
  idText,
  z.transform((id) => id as UserId),
);
export const areaId = z.pipe(
  areaText,
  z.transform((id) => id as AreaId),
);

/** One address, whoever writes it: as people do not tell small letters from capitals, neither does the hub. */
export const sameMail = (mail: string): string => mail.normalize('NFC').trim().toLowerCase();

/** Beginning of a signed-in person's client id; no client system may have one that begins so. */
export const userClients = 'user.';

/** Under which the hub itself is an organisation of its directory. */
export const hubId = 'links-hub';
