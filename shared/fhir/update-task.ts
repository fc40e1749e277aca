/** PUT Task: a move of the referral, or of an onward referral, by whoever is a party to it. */
import type { Task } from 'fhir/r4.js';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import type { Refusal } from '#referral/refusals';
import type { Referral } from '#referral/types';
import { resourceAnswer } from './answers.ts';
import { fhirBody } from './fhir-body.ts';
import { readId } from './ids.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { receiptOf } from './receipt.ts';
import { notFound, refusal, refuse, refused } from './refusals.ts';
import { isForeign, onwardAct, referralAct } from './task-command.ts';
import { seenBy, shelfOf } from './view.ts';

const hidden: Refusal = { ok: false, because: 'not-found' };

/** What the hub holds of a Task and nobody may change through it. */
const fixed = ['intent', 'focus', 'partOf'] as const;
const changedFixed = (task: Task, id: string, parent: string | undefined): (typeof fixed)[number] | undefined => {
  if (task.intent !== 'order') return 'intent';
  if (task.focus?.reference && !task.focus.reference.endsWith(`ServiceRequest/${id}`)) return 'focus';
  return parent && task.partOf && !task.partOf[0]?.reference?.endsWith(`Task/${parent}`) ? 'partOf' : undefined;
};

type Prepared = { ok: true; task: Task; versionId: number } | { ok: false; answer: Answer };
const no = (answer: Answer): Prepared => ({ ok: false, answer });

const prepared = (call: FhirCall, id: string, parent: string | undefined): Prepared => {
  const body = fhirBody<Task>(call, 'Task');
  if (!body.ok) return no(refuse(body.issues));
  const task = body.resource;
  if (task.id !== id) return no(refusal(400, 'invalid', 'The id in the body must be the id in the address.', 'Task.id'));
  const header = call.header('if-match');
  if (header === undefined)
    return no(refusal(400, 'required', 'Send If-Match with the ETag you last read, as W/"3", so that nobody overwrites what they have not seen.'));
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header) ?? [];
  if (!version) return no(refusal(400, 'invalid', 'If-Match must be one ETag as the hub gave it, such as W/"3".'));
  if (isForeign(task.status)) return no(refusal(422, 'business-rule', 'A referral Task never has the status ready or received.', 'Task.status'));
  const changed = changedFixed(task, id, parent);
  if (changed) return no(refusal(422, 'business-rule', `Task.${changed} cannot be changed. Send it as you read it.`, `Task.${changed}`));
  return { ok: true, task, versionId: Number(version) };
};

/** 200 with the Task as it is afterwards; the same status again changes nothing. */
export const updateTask = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const named = readId(id);
  if (!named) return notFound();
  const { caller } = call.who;
  const ready = prepared(call, id, named.onward && named.referral);
  if (!ready.ok) return ready.answer;
  const { task, versionId } = ready;
  const seen = { type: 'Task' as const, versionId };
  const command = (referral: Referral) => {
    const onward = referral.onward.find((one) => one.id === named.onward);
    if (named.onward ? !onward || !maySeeOnward(caller, referral, onward) : !maySee(caller, referral) || referral.status === 'draft') return hidden;
    const act = onward ? onwardAct(task, onward.id, onward.status) : referralAct(task, referral.status);
    if (!act && (onward ?? referral).task.versionId !== versionId)
      return { ok: false, because: 'stale-version', versionId: (onward ?? referral).task.versionId } as const;
    return act && ('ok' in act ? act : ({ ...act, by: caller, at: call.receivedAt, seen } as never));
  };
  const done = await carryOut(ports.carryOut, named.referral, { at: call.receivedAt, command }, await receiptOf(call, ports));
  if (!done.ok)
    return refused(done, done.because === 'reason-missing' ? 'Task.statusReason.text' : done.because === 'outcome-missing' ? 'Task.output' : 'Task.status');
  const loaded = await ports.carryOut.store.load(named.referral);
  const shown = loaded && (await seenBy(caller, 'Task', id, await shelfOf(ports, loaded), ports));
  return shown ? resourceAnswer(call, 200, shown, ports.baseUrl) : notFound();
};
