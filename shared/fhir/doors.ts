/** Every resource type at the FHIR face. What stands here is served, and is what the CapabilityStatement says; nothing else is. */
import { auditEventDoor } from './audit-event-door.ts';
import { bundles } from './bundle-route.ts';
import { locationDoor } from './directory-locations.ts';
import { organizationDoor } from './directory-organizations.ts';
import { practitionerDoor, practitionerRoleDoor } from './directory-people.ts';
import { healthcareServiceDoor } from './directory-services.ts';
import type { Door, Operation } from './door.ts';
import { processMessage } from './message-operation.ts';
import { patientDoor } from './patient-door.ts';
import { provenanceDoor } from './provenance-door.ts';
import { recordDoors } from './record-door.ts';
import { serviceRequestDoor, taskDoor } from './referral-doors.ts';
import { subscriptionDoor } from './subscription-door.ts';

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
};

/** Called on the whole system. The one without a name is what is posted to `[base]` itself: a Bundle. */
export const systemOperations: readonly Operation[] = [bundles, processMessage];
