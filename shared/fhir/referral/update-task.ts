/** PUT Task: a move of the referral, or of an onward referral, by whoever is a party to it. */
import type { Task } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import { fhirBody } from '#fhir/fhir-body';
import { readId } from '#fhir/ids';
import { updateOf } from '#fhir/if-match';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { receiptOf } from '#fhir/receipt';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import { referenceOf } from '#referral/evolve-onward';
import { onwardTaskFacet, taskFacet } from '#referral/facets';
import type { Refusal, RefusalReason } from '#referral/refusals';
import type { Commit, Onward, OnwardId, Referral } from '#referral/types';
import { notesOf } from './conversation.ts';
import { renderOutcomes } from './outputs.ts';
import { unreadableIn } from './said-in-task.ts';
import { isForeign, onwardAct, referralAct, type There } from './task-command.ts';
import { readerOf, seenBy, sentTask, shelfAt, shelfOf } from './view.ts';

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
  const update = updateOf(call, id, task);
  if (!update.ok) return update;
  if (isForeign(task.status)) return no(refusal(422, 'business-rule', 'A referral Task never has the status ready or received.', 'Task.status'));
  const changed = changedFixed(task, id, parent);
  if (changed) return no(refusal(422, 'business-rule', `Task.${changed} cannot be changed. Send it as you read it.`, `Task.${changed}`));
  const unread = parent ? unreadableIn(task) : [];
  return unread.length > 0 ? no(refuse(unread)) : { ok: true, task, versionId: update.versionId };
};

const ownWords = (onward: Onward): Pick<There, 'reference' | 'attendance'> => {
  const [reference, { attendance }] = [referenceOf(onward), onward];
  return { ...(reference === undefined ? {} : { reference }), ...(attendance ? { attendance } : {}) };
};
const thereOf = (referral: Referral, onward: Onward | undefined, commits: readonly Commit[]): There => {
  const kept = onward ? undefined : sentTask({ referral, commits });
  const { status, outcomes } = onward ? onwardTaskFacet(onward) : taskFacet(referral);
  return {
    status,
    notes: [...(kept?.note ?? []), ...notesOf(commits, onward?.id)],
    outputs: renderOutcomes(outcomes ?? [], kept?.contained).outputs,
    ...(onward ? ownWords(onward) : {}),
  };
};

type Ready = { caller: Caller; at: Instant; onward: OnwardId | undefined; task: Task; versionId: number };
/** Which command the Task asks for, once it is known where the referral stands. */
const commandOf = ({ caller, at, onward: named, task, versionId }: Ready, referral: Referral, commits: readonly Commit[]) => {
  const onward = referral.onward.find((one) => one.id === named);
  if (named ? !onward || !maySeeOnward(caller, referral, onward) : !maySee(caller, referral) || referral.status === 'draft') return hidden;
  const there = thereOf(referral, onward, commits);
  const act = onward ? onwardAct(task, onward.id, there, caller) : referralAct(task, there, caller);
  const current = (onward ?? referral).task.versionId;
  if (!act) return current === versionId ? undefined : ({ ok: false, because: 'stale-version', versionId: current } as const);
  return 'ok' in act ? act : { ...act, by: caller, at, seen: { type: 'Task' as const, versionId } };
};

const expressions: Partial<Record<RefusalReason, string>> = {
  'reason-missing': 'Task.statusReason.text',
  'outcome-missing': 'Task.output',
  'not-full': 'Task.input',
};
const notes: readonly RefusalReason[] = ['one-at-a-time', 'question-open', 'no-question'];
const expressionOf = (because: RefusalReason) => expressions[because] ?? (notes.includes(because) ? 'Task.note' : 'Task.status');

/** 200 with the Task as it is afterwards; the same status again, and no new note, changes nothing. */
export const updateTask = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const named = readId(id);
  if (!named) return notFound();
  const { caller } = call.who;
  const ready = prepared(call, id, named.onward && named.referral);
  if (!ready.ok) return ready.answer;
  const asked = { ...ready, caller, at: call.receivedAt, onward: named.onward };
  const command = (referral: Referral, commits: readonly Commit[]) => commandOf(asked, referral, commits);
  const done = await carryOut(ports.carryOut, named.referral, { at: call.receivedAt, command }, await receiptOf(call, ports));
  if (!done.ok) return done.because === 'not-found' ? notFound() : refused(done, expressionOf(done.because));
  const loaded = await ports.carryOut.store.load(named.referral);
  const shown = loaded && (await seenBy(readerOf(call), 'Task', id, shelfAt(await shelfOf(ports, loaded), done.rev), ports));
  return shown ? resourceAnswer(call, 200, shown, ports.baseUrl) : notFound();
};
