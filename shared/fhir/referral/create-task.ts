/** A sender that makes the parent Task itself posts it after its ServiceRequest: it gets the Task that is there, with what it sent kept. */
import type { Task } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import { fhirBody } from '#fhir/fhir-body';
import { readId, referenceId } from '#fhir/ids';
import { checkParentTask } from '#fhir/inbound/task';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { receiptOf } from '#fhir/receipt';
import { refusal, refuse, refused } from '#fhir/refusals';
import { maySee } from '#identity/access-policy';
import type { PracticeCaller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import { readerOf, seenBy, shelfOf } from './view.ts';

/** What of a Task is the sender's own; the rest is the hub's. */
const ownedByHub = [
  'resourceType',
  'id',
  'meta',
  'text',
  'status',
  'statusReason',
  'businessStatus',
  'intent',
  'code',
  'focus',
  'for',
  'owner',
  'lastModified',
  'output',
  'partOf',
] as const;
const keptOf = (task: Task): string => JSON.stringify(Object.fromEntries(Object.entries(task).filter(([name]) => !ownedByHub.some((owned) => owned === name))));

const noFocus = () =>
  refusal(422, 'not-found', 'focus names no referral of yours. Post the ServiceRequest first, then the Task with focus ServiceRequest/<its id>.', 'Task.focus');

export const createTask = async (call: FhirCall, caller: PracticeCaller, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<Task>(call, 'Task');
  if (!body.ok) return refuse(body.issues);
  const task = body.resource;
  const id = readId(referenceId(task.focus?.reference, 'ServiceRequest', ports.baseUrl) ?? '');
  const loaded = id && !id.onward ? await ports.carryOut.store.load(id.referral) : undefined;
  const mine = loaded && maySee(caller, loaded.referral) ? loaded : undefined;
  const shelf = mine && (await shelfOf(ports, mine));
  const about = shelf && { sent: shelf.sent, person: `Patient/${shelf.referral.person}` };
  const issues = checkParentTask(task, { practice: caller.practice, baseUrl: ports.baseUrl, about });
  if (issues.length > 0) return refuse(issues);
  if (!id || !mine) return noFocus();
  const kept = keptOf(task);
  const before = mine.commits.flatMap((commit) => commit.events).find((event) => event.type === 'task-sent');
  const command = { type: 'send-task', task: kept, by: caller, at: call.receivedAt } as const;
  const done = before?.task === kept ? { ok: true as const } : await carryOut(ports.carryOut, id.referral, command, await receiptOf(call, ports));
  if (!done.ok) return refused(done, done.because === 'duplicate' ? 'Task' : undefined);
  const now = await ports.carryOut.store.load(id.referral);
  const seen = now && (await seenBy(readerOf(call), 'Task', id.referral, await shelfOf(ports, now), ports));
  return seen ? resourceAnswer(call, 200, seen, ports.baseUrl) : noFocus();
};
