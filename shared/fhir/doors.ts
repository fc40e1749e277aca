/** Every resource type at the FHIR face. What stands here is served, and is what the CapabilityStatement says; nothing else is. */
import { auditEventDoor } from '#fhir/acts/audit-event-door';
import { provenanceDoor } from '#fhir/acts/provenance-door';
import { bundles } from '#fhir/bundle/route';
import { locationDoor } from '#fhir/directory/locations';
import { organizationDoor } from '#fhir/directory/organizations';
import { practitionerDoor, practitionerRoleDoor } from '#fhir/directory/people';
import { healthcareServiceDoor } from '#fhir/directory/services';
import { measureDoor } from '#fhir/measures/measure-door';
import { measureReportDoor } from '#fhir/measures/measure-report-door';
import { processMessage } from '#fhir/message/operation';
import { patientDoor } from '#fhir/patient/patient-door';
import { recordDoors } from '#fhir/record/record-door';
import { serviceRequestDoor, taskDoor } from '#fhir/referral/referral-doors';
import { subscriptionDoor } from '#fhir/subscription/subscription-door';
import type { Door, Operation } from './door.ts';

export const doors: Readonly<Record<string, Door>> = {
  ServiceRequest: serviceRequestDoor,
  Task: taskDoor,
  Subscription: subscriptionDoor,
  Patient: patientDoor,
  ...recordDoors,
  Organization: organizationDoor,
  HealthcareService: healthcareServiceDoor,
  Location: locationDoor,
  Practitioner: practitionerDoor,
  PractitionerRole: practitionerRoleDoor,
  Provenance: provenanceDoor,
  AuditEvent: auditEventDoor,
  Measure: measureDoor,
  MeasureReport: measureReportDoor,
};

/** Called on the whole system. The one without a name is what is posted to `[base]` itself: a Bundle. */
export const systemOperations: readonly Operation[] = [bundles, processMessage];
