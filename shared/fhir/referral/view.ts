/** One FHIR resource of a referral, as this reader may see it, or nothing. */
import type { ServiceRequest, Task } from 'fhir/r4.js';
import type { Seen } from '#fhir/door';
import { hasDied } from '#fhir/patient/facts';
import { nobodySeen, type PersonView, patientNow, personContained, personFor, wholePerson } from '#fhir/patient/person-view';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { maySee, maySeeOnward, maySeePerson } from '#identity/access-policy';
import type { Actor } from '#identity/types';
import type { Instant } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import { fieldsFor, serviceAnswersIn } from '#referral/onward-told';
import type { Loaded } from '#referral/referral-store';
import type { Commit, Onward, Referral } from '#referral/types';
import { notesFor, notesOf } from './conversation.ts';
import { discreetFor } from './discreet.ts';
import { forPractice, renderOnwardRequest, renderOnwardTask, renderServiceRequest, renderTask } from './render.ts';

export type ResourceType = 'ServiceRequest' | 'Task';
/** A referral with what belongs to it, loaded. `referral` as it is shown, `now` as it is: who may see what is asked of that. */
export type Shelf = { referral: Referral; now: Referral; commits: Commit[]; sent: ServiceRequest };

const shelved = ({ referral, commits }: Loaded, sent: string | undefined): Shelf => {
  if (sent === undefined) throw new Error('a referral without what was sent');
  return { referral, now: referral, commits, sent: JSON.parse(sent) };
};
export const shelfOf = async (ports: Pick<FhirPorts, 'carryOut'>, loaded: Loaded): Promise<Shelf> =>
  shelved(loaded, await ports.carryOut.store.sent(loaded.referral.id));
/** As it is by now; what was sent never changes, and is not read again. */
export const shelfNow = ({ sent }: Pick<Shelf, 'sent'>, { referral, commits }: Loaded): Shelf => ({ referral, now: referral, commits, sent });
/** By the referral's id, with what was sent read in one go. */
export const shelvesOf = async (ports: Pick<FhirPorts, 'carryOut'>, all: readonly Loaded[]): Promise<Map<string, Shelf>> => {
  const sent = await ports.carryOut.store.sentAll(all.map(({ referral }) => referral.id));
  return new Map(all.map((loaded, n) => [loaded.referral.id, shelved(loaded, sent[n])]));
};

/** As it was left by one of its commits: what a repeated request is shown, and what a request made in spite of those that came after. */
export const shelfAt = (shelf: Shelf, rev: number): Shelf => {
  const commits = shelf.commits.filter((commit) => commit.rev <= rev);
  const referral = commits.reduce<Referral | undefined>(applyCommit, undefined);
  return referral ? { ...shelf, commits, referral } : shelf;
};

/** What the sender sent as its own Task, if it did. */
export const sentTask = ({ referral, commits }: { referral: Referral; commits: readonly Commit[] }): Partial<Task> | undefined => {
  const event = commits.find((commit) => commit.rev === referral.taskSentIn)?.events.find((one) => one.type === 'task-sent');
  return event && JSON.parse(event.task);
};

/** Who reads, and when. */
type Reader = { by: Actor; at: Instant };
export const readerOf = ({ who, receivedAt }: FhirCall): Reader => ({ by: who.caller, at: receivedAt });

/** `onward` as it is now. A Task says no more of the person, so nothing is read for one. */
const namedFor = ({ by, at }: Reader, { now, sent }: Shelf, onward: Onward): PersonView => {
  if (!maySeePerson(by, now, onward, at)) return nobodySeen;
  return by.kind === 'organisation' ? { reference: personContained } : wholePerson(now, sent);
};
const personOf = async (reader: Reader, shelf: Shelf, onward: Onward, ports: Pick<FhirPorts, 'directory' | 'referrals'>): Promise<PersonView> => {
  const named = namedFor(reader, shelf, onward);
  if (named.reference !== personContained) return named;
  const organisation = await ports.directory.organisation(onward.organisation);
  const service = organisation?.services.find((one) => one.id === onward.service) ?? organisation?.services[0];
  const patient = await patientNow(shelf.now, shelf.sent, ports);
  return hasDied(patient) ? nobodySeen : personFor(fieldsFor(onward, service), patient, reader.at);
};

/** Every version of a resource as this reader may see it now, newest first. */
export const versionsBy = async (
  reader: Reader,
  type: ResourceType,
  id: string,
  shelf: Shelf,
  ports: Pick<FhirPorts, 'directory' | 'referrals'>,
): Promise<Seen[]> => {
  const moved = shelf.commits.filter(({ touched }) => touched.some((one) => one.type === type && one.id === id));
  const seen = await Promise.all(moved.map(({ rev }) => seenBy(reader, type, id, shelfAt(shelf, rev), ports)));
  return seen.flatMap((one) => (one ? [one] : [])).reverse();
};

/** Undefined: not there, or not for this reader. `id` is a referral's or an onward referral's. */
export const seenBy = async (
  reader: Reader,
  type: ResourceType,
  id: string,
  shelf: Shelf,
  ports: Pick<FhirPorts, 'directory' | 'referrals'>,
): Promise<Seen | undefined> => {
  const { by } = reader;
  const { referral, now, sent } = shelf;
  if (id === referral.id) {
    if (!maySee(by, now) || (type === 'Task' && referral.status === 'draft')) return undefined;
    if (type === 'ServiceRequest') return { resource: renderServiceRequest(referral, sent), version: referral.serviceRequest };
    const own = sentTask(shelf);
    const told = await discreetFor(by, referral, ports.directory);
    const task = renderTask(told, wholePerson(referral, sent), notesOf(shelf.commits), own);
    return { resource: by.kind === 'practice' ? forPractice(task, own, by.practice) : task, version: referral.task };
  }
  const onward = referral.onward.find((one) => one.id === id);
  const current = now.onward.find((one) => one.id === id);
  if (!onward || !current || !maySeeOnward(by, now, current)) return undefined;
  if (type === 'Task') {
    const notes = notesFor(reader, shelf.commits, now, current);
    const answers = maySeePerson(by, now, current, reader.at) ? serviceAnswersIn(shelf.commits, id) : [];
    const task = renderOnwardTask(referral, onward, namedFor(reader, shelf, current), notes, answers);
    return { resource: task, version: onward.task, ...(answers.length > 0 ? { living: true } : {}) };
  }
  const person = await personOf(reader, shelf, current, ports);
  return { resource: renderOnwardRequest(referral, onward, person), version: onward.serviceRequest, ...(person.contained ? { living: true } : {}) };
};
