/** Every resource type at the FHIR face. What stands here is served, and is what the CapabilityStatement says; nothing else is. */
import { bundles } from './bundle-route.ts';
import type { Door, Operation } from './door.ts';
import { patientDoor } from './patient-door.ts';
import { recordDoors } from './record-door.ts';
import { serviceRequestDoor, taskDoor } from './referral-doors.ts';
import { subscriptionDoor } from './subscription-door.ts';
import { subscriptionDoor } from './subscription-door.ts';

export const doors: Readonly<Record<string, Door>> = {
  ServiceRequest: serviceRequestDoor,
  Task: taskDoor,
  Subscription: subscriptionDoor,
  Subscription: subscriptionDoor,
  Patient: patientDoor,
  ...recordDoors,
};

/** Called on the whole system. The one without a name is what is posted to `[base]` itself: a Bundle. */
export const systemOperations: readonly Operation[] = [bundles];
