/** A Task's new status is a command; which one, the status it has now decides. */
import type { Annotation, CodeableConcept, Task, TaskOutput } from 'fhir/r4.js';
import { canonicalJson } from '#fhir/same-content';
import type { Caller } from '#identity/types';
import type { LaterAct } from '#referral/commands';
import type { Refusal } from '#referral/refusals';
import type { OnwardId, Outcome, Reason, TaskStatus } from '#referral/types';
import { addedNote } from './conversation.ts';

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
export type There = { status: TaskStatus; notes: readonly Annotation[]; outputs: readonly TaskOutput[] };
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

const acceptanceOf = (task: Task) => ({ ...(task.identifier?.[0]?.value ? { reference: task.identifier[0].value } : {}) });
export const onwardAct = (task: Task, onward: OnwardId, there: There, by: Caller): LaterAct | Refusal | undefined => {
  const step = stepOf(task, there);
  if (!step || 'ok' in step) return step;
  if ('note' in step) return { type: by.kind === 'organisation' ? 'ask-onward' : 'reply-onward', onward, text: step.note };
  const { status } = step;
  const current = there.status;
  const reason = reasonOf(task);
  switch (status) {
    case 'accepted':
      return { type: 'accept-onward', onward, acceptance: acceptanceOf(task) };
    case 'rejected':
      return { type: 'decline-onward', onward, reason };
    case 'in-progress':
      return { type: current === 'on-hold' ? 'resume-onward' : 'start-onward', onward };
    case 'on-hold':
      return { type: 'hold-onward', onward, reason };
    case 'completed':
      return { type: 'complete-onward', onward, outcome: outcomesOf(task, there.outputs)[0] };
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
