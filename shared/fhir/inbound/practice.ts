/** Whose request it is, by its own words; the credential decides, and the words must not contradict it. */
import type { Reference } from 'fhir/r4.js';
import { type Contained, fullIdentifiers, type OwnPractice, targetOf } from './sent.ts';

/** Systems under which a practice is named by code. Scotland's has no single published URI; ODS writes S before the same five digits. */
export const practiceSystem = {
  ods: 'https://fhir.nhs.uk/id/ods-organization-code',
  scottish: 'https://digitalhealthplatform.scot/fhir/gppracticecode',
} as const;
const practiceSystems: string[] = Object.values(practiceSystem);
type Owner = 'own' | 'other' | 'unknown';
type Ids = { system: string; value: string }[];

const bareCode = (code: string): string => code.replace(/^S(?=\d{5}$)/i, '');
const byCode = (identifiers: Ids, { id, codes: named = [] }: OwnPractice): Owner => {
  const codes = identifiers.filter(({ system }) => practiceSystems.includes(system.toLowerCase())).map(({ value }) => bareCode(value));
  const own = new Set([id, ...named].map(bareCode));
  if (codes.some((code) => own.has(code))) return 'own';
  return codes.length > 0 && named.length > 0 ? 'other' : 'unknown';
};
const byReference = (reference: string, { id }: OwnPractice): Owner =>
  reference === `Organization/${id}` ? 'own' : reference.startsWith('Organization/') ? 'other' : 'unknown';
/** A role leads on to its organisation; a practitioner or the person alone says nothing of a practice, so the credential's is taken. */
export const ownerOf = (requester: Reference, contained: readonly Contained[], practice: OwnPractice): Owner => {
  const target = targetOf(requester, contained);
  if (target.kind === 'logical') return byCode([target.identifier], practice);
  if (target.kind === 'relative') return byReference(target.reference, practice);
  if (target.kind !== 'contained') return 'unknown';
  const { resource } = target;
  if (resource.resourceType === 'Organization') return byCode(fullIdentifiers(resource.identifier), practice);
  if (resource.resourceType === 'Practitioner' || resource.resourceType === 'Patient') return 'own';
  return resource.resourceType === 'PractitionerRole' && resource.organization ? ownerOf(resource.organization, contained, practice) : 'unknown';
};
