/** One line of narrative, made from what the resource itself holds; what others sent as narrative is never passed on. */
import type { FhirResource, Narrative } from 'fhir/r4.js';
import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from '#fhir/structure/fields';

/** What it is called, then the elements whose words follow; of a choice its name without the type. */
const rows: Partial<Record<FhirResource['resourceType'], readonly [title: string, ...elements: string[]]>> = {
  ServiceRequest: ['Request for help', 'status', 'code', 'authoredOn'],
  Task: ['Task', 'status', 'businessStatus', 'statusReason', 'lastModified'],
  Patient: ['Patient', 'name', 'birthDate'],
  Consent: ['Consent', 'status', 'category', 'dateTime'],
  Goal: ['Goal', 'lifecycleStatus', 'achievementStatus', 'description'],
  Condition: ['Condition', 'clinicalStatus', 'code', 'recordedDate'],
  Procedure: ['Activity', 'status', 'code', 'performed'],
  Observation: ['Observation', 'status', 'code', 'value', 'effective'],
  Organization: ['Organization', 'name'],
  HealthcareService: ['Service', 'name', 'type'],
  Location: ['Place', 'name', 'status'],
  Practitioner: ['Practitioner', 'name'],
  PractitionerRole: ['Role', 'code', 'practitioner', 'organization'],
  Provenance: ['Provenance', 'activity', 'recorded'],
  AuditEvent: ['Audit event', 'type', 'subtype', 'recorded'],
  Subscription: ['Subscription', 'status', 'reason'],
  MessageHeader: ['Message', 'event'],
};

const longest = 200;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Signs that turn the direction of what follows, or that XML does not have. */
const unfit = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[^\P{Cc}\t\n\r]/gu;
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
const plain = (text: string): string => text.slice(0, longest).toWellFormed().replace(unfit, '').replace(/\s+/g, ' ').trim();

const nameWords = (name: Fields): string =>
  textOf(name, 'text') || [...(Array.isArray(name.given) ? name.given : []), name.family].filter((part) => typeof part === 'string').join(' ');
const spanWords = (period: Fields): string => [textOf(period, 'start'), textOf(period, 'end')].filter((day) => day !== '').join(' to ');
const quantityWords = (quantity: Fields): string => {
  const value = numberOf(quantity, 'value');
  return value === undefined ? '' : `${value} ${textOf(quantity, 'unit')}`;
};
const codingWords = (coding: Fields): string => textOf(coding, 'display') || textOf(coding, 'code');
/** Of a text, concept, coding, reference, name, period or quantity; of a list the first. */
const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return wordsOf(value[0]);
  if (!isFields(value)) return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const coding = listOf(value, 'coding')[0] ?? fieldsOf(value, 'coding');
  const ways = [nameWords(value), codingWords(coding), codingWords(value), spanWords(value), quantityWords(value)];
  return ways.find((words) => words !== '') ?? '';
};
const elementOf = (resource: Fields, name: string): unknown =>
  resource[name] ?? Object.entries(resource).find(([key]) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)))?.[1];

/** With the narrative that its type has here, or with none; whatever narrative it had is gone. */
export const withNarrative = <Resource extends FhirResource>(resource: Resource): Resource => {
  const [title, ...elements] = rows[resource.resourceType] ?? [];
  if (title === undefined || !isFields(resource)) return 'text' in resource ? { ...resource, text: undefined } : resource;
  const words = elements.map((name) => plain(wordsOf(elementOf(resource, name)))).filter((text) => text !== '');
  const line = escaped([title, words.join(' · ')].filter((part) => part !== '').join(': '));
  const text: Narrative = { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${line}</p></div>` };
  return { ...resource, text };
};
