/** A Task's new status is a command; which one, the status it has now decides. */
import type { Annotation, CodeableConcept, Task, TaskOutput } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { canonicalJson } from '#fhir/same-content';
import type { Caller } from '#identity/types';
import type { LaterAct } from '#referral/commands';
import type { Refusal } from '#referral/refusals';
import type { OnwardId, Outcome, Reason, TaskStatus } from '#referral/types';
import { addedNote } from './conversation.ts';
import { acceptanceIn, amountsIn, fullUntilIn, referenceIn } from './said-in-task.ts';

const textOf = (concept: CodeableConcept | undefined): string | undefined => concept?.text ?? concept?.coding?.find((coding) => coding.display)?.display;

/** statusReason with its text; a coding alone says nothing to a person (IG: `.text` is required). */
const reasonOf = (task: Task): Reason | undefined => {
  const text = task.statusReason?.text;
  return text ? { code: task.statusReason?.coding?.find((coding) => coding.code)?.code ?? 'other', text } : undefined;
};

const activityCodes = new Set(['resulting-activity', 'additional-content']);
const referenced = (task: Task, output: TaskOutput) => task.contained?.find((one) => output.valueReference?.reference === `#${one.id}`);
const outcomeOf = (task: Task, output: TaskOutput): Outcome => {
  const procedure = referenced(task, output);
  const code = procedure && 'code' in procedure && typeof procedure.code === 'object' ? (procedure.code as CodeableConcept) : output.valueCodeableConcept;
  const coding = code?.coding?.find((one) => one.code);
  const activity = textOf(code) ?? output.valueReference?.display ?? 'Support given';
  const sent = JSON.stringify({ output, ...(procedure ? { contained: [procedure] } : {}) });
  return { activity, ...(coding?.system ? { system: coding.system } : {}), ...(coding?.code ? { code: coding.code } : {}), sent };
};
/** What the guide lets a completed Task carry; other outputs are not the hub's, and those it has already are not taken twice. */
const outcomesOf = (task: Task, there: readonly TaskOutput[]): Outcome[] =>
  (task.output ?? [])
    .filter((output) => !there.some((one) => canonicalJson(one) === canonicalJson(output)))
    .filter((output) => output.type.coding?.some((coding) => activityCodes.has(coding.code ?? '')))
    .map((output) => outcomeOf(task, output));

/** The statuses of R4 that no referral Task ever has (IG). */
const foreign = ['ready', 'received'] as const;
export const isForeign = (status: Task['status']): status is (typeof foreign)[number] => foreign.some((one) => one === status);
const notPossible = (status: TaskStatus): Refusal => ({ ok: false, because: 'wrong-status', status, may: [] });

/** What the Task has already, as the caller could have read it. */
export type There = { status: TaskStatus; notes: readonly Annotation[]; outputs: readonly TaskOutput[]; reference?: string; attendance?: string };
type Step = { status: Exclude<Task['status'], 'ready' | 'received'> } | { note: string } | undefined;
/** One thing at a time: a new status, or a note that asks or replies. */
const stepOf = (task: Task, there: There): Step | Refusal => {
  const { status } = task;
  const note = addedNote(task, there.notes);
  if (status === there.status || isForeign(status)) return note === undefined ? undefined : { note };
  return note === undefined ? { status } : { ok: false, because: 'one-at-a-time' };
};

/** Undefined: nothing is to be changed. */
export const referralAct = (task: Task, there: There, by: Caller): LaterAct | Refusal | undefined => {
  const step = stepOf(task, there);
  if (!step || 'ok' in step) return step;
  if ('note' in step) return { type: by.kind === 'practice' ? 'reply' : 'ask', text: step.note };
  const { status } = step;
  const current = there.status;
  const reason = reasonOf(task);
  switch (status) {
    case 'draft':
      return notPossible(current);
    case 'requested':
      return { type: 'activate' };
    case 'accepted':
      return { type: 'accept' };
    case 'rejected':
      return { type: 'reject', reason };
    case 'in-progress':
      return { type: current === 'on-hold' ? 'resume' : 'start' };
    case 'on-hold':
      return { type: 'hold', reason };
    case 'completed':
      return { type: 'complete', outcomes: outcomesOf(task, there.outputs) };
    case 'failed':
      return { type: 'fail', reason };
    case 'cancelled':
      return { type: 'cancel', reason };
    case 'entered-in-error':
      return { type: 'mark-as-error' };
  }
};

/** Whether the person came is told by the businessStatus; from a yes it may go with the start. */
const attendanceOf = ({ status, businessStatus }: Task, there: There): boolean | undefined => {
  const said = businessStatus?.coding?.find(({ system: of, code }) => of === system.hub && (code === 'attended' || code === 'did-not-attend'))?.code;
  if (said === undefined || said === there.attendance) return undefined;
  const goesOn = status === there.status || (said === 'attended' && there.status === 'accepted' && status === 'in-progress');
  return goesOn ? said === 'attended' : undefined;
};
/** What an organisation says of its own accord: a number, or whether somebody came. */
const ownWord = (task: Task, onward: OnwardId, there: There): LaterAct | Refusal | undefined => {
  const [came, reference] = [attendanceOf(task, there), referenceIn(task, there.reference)];
  const same = task.status === there.status;
  if (came !== undefined) return reference === undefined ? { type: 'attend-onward', onward, came } : { ok: false, because: 'one-at-a-time' };
  if (reference === undefined || (!same && (task.status === 'accepted' || task.status === 'rejected'))) return undefined;
  return same && addedNote(task, there.notes) === undefined ? { type: 'note-reference', onward, reference } : { ok: false, because: 'one-at-a-time' };
};
const declined = (task: Task, there: There) => {
  const [fullUntil, reference] = [fullUntilIn(task), referenceIn(task, there.reference)];
  return { reason: reasonOf(task), ...(fullUntil ? { fullUntil } : {}), ...(reference === undefined ? {} : { reference }) };
};
const completed = (task: Task, there: There): Outcome | undefined => {
  const [[outcome], amounts] = [outcomesOf(task, there.outputs), amountsIn(task)];
  return outcome && { ...outcome, ...(amounts ? { amounts } : {}) };
};
export const onwardAct = (task: Task, onward: OnwardId, there: There, by: Caller): LaterAct | Refusal | undefined => {
  const word = by.kind === 'organisation' ? ownWord(task, onward, there) : undefined;
  if (word) return word;
  const step = stepOf(task, there);
  if (!step || 'ok' in step) return step;
  if ('note' in step) return { type: by.kind === 'organisation' ? 'ask-onward' : 'reply-onward', onward, text: step.note };
  const { status } = step;
  const current = there.status;
  const reason = reasonOf(task);
  switch (status) {
    case 'accepted':
      return { type: 'accept-onward', onward, acceptance: acceptanceIn(task, there.reference) };
    case 'rejected':
      return { type: 'decline-onward', onward, ...declined(task, there) };
    case 'in-progress':
      return { type: current === 'on-hold' ? 'resume-onward' : 'start-onward', onward };
    case 'on-hold':
      return { type: 'hold-onward', onward, reason };
    case 'completed':
      return { type: 'complete-onward', onward, outcome: completed(task, there) };
    case 'failed':
      return { type: 'fail-onward', onward, reason };
    case 'cancelled':
      return { type: 'cancel-onward', onward, reason };
    case 'entered-in-error':
      return { type: 'mark-onward-as-error', onward };
    case 'draft':
    case 'requested':
      return notPossible(current);
  }
};
