import { hubSystem } from '#referral/needs';

/** Code systems the hub speaks, each with its source. */
export const system = {
  /** The hub's own codes: businessStatus, reasons, identifiers that no published system has. */
  hub: hubSystem,
  organisation: 'https://linkshub.scot/fhir/NamingSystem/organisation',
  operations: 'https://linkshub.scot/fhir/OperationDefinition',
  taskCode: 'http://hl7.org/fhir/CodeSystem/task-code',
  /** SDOH Clinical Care IG 3.0.0. */
  sdohcc: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
  snomed: 'http://snomed.info/sct',
} as const;

/** Why a Task ended or waits, or how it was closed: code → the system it belongs to. Others are carried as text. */
export const reasonSystems: Record<string, string> = {
  'no-capacity': system.sdohcc,
  waitlist: system.sdohcc,
  'additional-assessment-required': system.sdohcc,
  RRNA: 'https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars',
  FC: 'https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars',
  OTH: 'https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars',
  '871711000000103': system.snomed,
  'out-of-area': system.hub,
  'not-eligible': system.hub,
  duplicate: system.hub,
  safeguarding: system.hub,
  'unable-to-contact': system.hub,
  'service-closed': system.hub,
  'no-response-timeout': system.hub,
  'wrong-service': system.hub,
  'insufficient-information': system.hub,
  'person-declined': system.hub,
  'consent-withdrawn': system.hub,
  'person-died': system.hub,
  'already-supporting': system.hub,
  'onward-on-hold': system.hub,
  'goals-met': system.hub,
  'supported-elsewhere': system.hub,
  'person-stopped': system.hub,
  'moved-away': system.hub,
  'not-appropriate': system.hub,
  'service-ended': system.hub,
  other: system.hub,
};
