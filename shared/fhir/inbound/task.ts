/** Rule 24: the parent Task that some GP systems post after their ServiceRequest. It must say what the hub holds already. */
import type { ServiceRequest, Task } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { readId, referenceId } from '#fhir/ids';
import type { Issue } from '#fhir/outcome';
import { hubOrganisation } from '#fhir/referral/render';
import type { PracticeId } from '#identity/types';
import { codingsOf } from './codes.ts';
import { contentOf, longestText } from './content.ts';
import { judge, type Rule } from './judge.ts';
import { isSamePerson } from './person.ts';
import { ownerOf } from './practice.ts';
import { containedIn } from './sent.ts';

/** `about`: the referral as it was sent, and the hub's own reference to its person (`Patient/…`), once the hub has found it. */
export type TaskContext = { practice: PracticeId; baseUrl: string; about?: { sent: ServiceRequest; person: string } };
type SentTask = TaskContext & { task: Task };

const focusOf = ({ task, baseUrl }: SentTask): boolean => {
  const id = readId(referenceId(task.focus?.reference, 'ServiceRequest', baseUrl) ?? '');
  return id !== undefined && !id.onward;
};
const isForAnother = ({ task, about }: SentTask): boolean => {
  if (!task.for || !about || task.for.reference === about.person) return false;
  return !isSamePerson({ reference: about.sent.subject, contained: containedIn(about.sent) }, { reference: task.for, contained: containedIn(task) });
};
const taskRules: readonly Rule<SentTask>[] = [
  {
    flag: 'status',
    element: 'Task.status',
    severity: 'reject',
    code: 'business-rule',
    text: 'A new Task has the status requested. Later steps are updates of the Task the hub gives back.',
    fails: ({ task }) => task.status !== 'requested',
  },
  {
    flag: 'intent',
    element: 'Task.intent',
    severity: 'reject',
    code: 'business-rule',
    text: 'The Task of a referral has the intent order.',
    fails: ({ task }) => task.intent !== 'order',
  },
  {
    flag: 'code',
    element: 'Task.code',
    severity: 'reject',
    code: 'business-rule',
    text: `The Task of a referral has the code fulfill of ${system.taskCode}.`,
    fails: ({ task }) => !codingsOf([task.code]).some((coding) => coding.system === system.taskCode && coding.code === 'fulfill'),
  },
  {
    flag: 'focus',
    element: 'Task.focus',
    severity: 'reject',
    code: 'business-rule',
    text: 'Send as `focus` ServiceRequest/ and the id the hub gave it. Post the ServiceRequest first.',
    fails: (sent) => !focusOf(sent),
  },
  {
    flag: 'for',
    element: 'Task.for',
    severity: 'reject',
    code: 'required',
    text: 'Send as `for` the subject of the ServiceRequest.',
    fails: ({ task }) => task.for === undefined,
  },
  {
    flag: 'for-another',
    element: 'Task.for',
    severity: 'reject',
    code: 'business-rule',
    text: 'This is not the subject of the ServiceRequest. Send the same reference, or the same identifier.',
    fails: isForAnother,
  },
  {
    flag: 'authored',
    element: 'Task.authoredOn',
    severity: 'reject',
    code: 'required',
    text: 'Send `authoredOn`, when the Task was written.',
    fails: ({ task }) => task.authoredOn === undefined,
  },
  {
    flag: 'requester',
    element: 'Task.requester',
    severity: 'reject',
    code: 'required',
    text: 'Send as `requester` the requester of the ServiceRequest.',
    fails: ({ task }) => task.requester === undefined,
  },
  {
    flag: 'requester-other-practice',
    element: 'Task.requester',
    severity: 'reject',
    status: 403,
    code: 'forbidden',
    text: 'The requester is not of the calling practice. Send Tasks with the credentials of the practice that makes them.',
    fails: ({ task, practice }) => task.requester !== undefined && ownerOf(task.requester, containedIn(task), { id: practice }) === 'other',
  },
  {
    flag: 'owner',
    element: 'Task.owner',
    severity: 'reject',
    code: 'business-rule',
    text: 'The hub says who owns a referral. Leave `owner` out.',
    fails: ({ task, baseUrl }) =>
      task.owner !== undefined && `Organization/${referenceId(task.owner.reference, 'Organization', baseUrl)}` !== hubOrganisation.reference,
  },
  {
    flag: 'output',
    element: 'Task.output',
    severity: 'reject',
    code: 'business-rule',
    text: 'A new Task has no output yet. Leave it out.',
    fails: ({ task }) => (task.output ?? []).length > 0,
  },
  {
    flag: 'text-too-long',
    element: 'Task',
    severity: 'reject',
    code: 'too-long',
    text: `A text in this Task is longer than ${longestText} characters. Shorten it.`,
    fails: ({ task }) => contentOf(task).longTexts,
  },
];
/** `task` has passed checkStructure. Empty when it may be taken. */
export const checkParentTask = (task: Task, context: TaskContext): Issue[] => judge(taskRules, { ...context, task }).refusals;
