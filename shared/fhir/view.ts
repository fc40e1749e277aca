/** One FHIR resource of a referral, as this reader may see it, or nothing. */
import type { ServiceRequest, Task } from 'fhir/r4.js';
import { maySee, maySeeOnward, maySeePerson } from '#identity/access-policy';
import type { Actor } from '#identity/types';
import { applyCommit } from '#referral/evolve';
import type { Loaded } from '#referral/referral-store';
import type { Commit, Onward, Referral, Version } from '#referral/types';
import { notesOf } from './conversation.ts';
import { nobodySeen, type PersonView, personFor, wholePerson } from './person-view.ts';
import type { FhirPorts } from './ports.ts';
import { renderOnwardRequest, renderOnwardTask, renderServiceRequest, renderTask } from './render.ts';

export type ResourceType = 'ServiceRequest' | 'Task';
export type Seen = { resource: ServiceRequest | Task; version: Version };
/** A referral with what belongs to it, loaded. */
export type Shelf = { referral: Referral; commits: Commit[]; sent: ServiceRequest };

export const shelfOf = async (ports: Pick<FhirPorts, 'carryOut'>, loaded: Loaded): Promise<Shelf> => {
  const sent = await ports.carryOut.store.sent(loaded.referral.id);
  if (sent === undefined) throw new Error('a referral without what was sent');
  return { referral: loaded.referral, commits: loaded.commits, sent: JSON.parse(sent) };
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

const personOf = async (by: Actor, { referral, sent }: Shelf, onward: Onward, ports: Pick<FhirPorts, 'directory'>): Promise<PersonView> => {
  if (!maySeePerson(by, referral, onward)) return nobodySeen;
  if (by.kind !== 'organisation') return wholePerson(referral, sent);
  const organisation = await ports.directory.organisation(onward.organisation);
  const service = organisation?.services.find((one) => one.id === onward.service) ?? organisation?.services[0];
  return personFor(service?.fields ?? [], sent);
};

/** Undefined: not there, or not for this reader. `id` is a referral's or an onward referral's. */
export const seenBy = async (by: Actor, type: ResourceType, id: string, shelf: Shelf, ports: Pick<FhirPorts, 'directory'>): Promise<Seen | undefined> => {
  const { referral, sent } = shelf;
  if (id === referral.id) {
    if (!maySee(by, referral) || (type === 'Task' && referral.status === 'draft')) return undefined;
    if (type === 'ServiceRequest') return { resource: renderServiceRequest(referral, sent), version: referral.serviceRequest };
    return { resource: renderTask(referral, wholePerson(referral, sent), notesOf(shelf.commits), sentTask(shelf)), version: referral.task };
  }
  const onward = referral.onward.find((one) => one.id === id);
  if (!onward || !maySeeOnward(by, referral, onward)) return undefined;
  const person = await personOf(by, shelf, onward, ports);
  if (type === 'ServiceRequest') return { resource: renderOnwardRequest(referral, onward, person), version: onward.serviceRequest };
  return { resource: renderOnwardTask(referral, onward, person, notesOf(shelf.commits, onward.id)), version: onward.task };
};
