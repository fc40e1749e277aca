/** Every status × command × party, against the edges typed here a second time from the guide. */
import { describe, expect, test } from 'vitest';
import { commandRules } from '#referral/commands';
import { decide } from '#referral/decide';
import { requestEdges, taskEdges } from '#referral/edges';
import type { RequestStatus, TaskStatus } from '#referral/types';
import { ailsa, contact, loggedIn, visit } from '#test/casework';
import { type ActorName, actors, command, onwardId, onwardIn, referralIn } from '#test/referrals';

/** fhir.md §1.1, row by row: S source, O owner. */
const task: Record<TaskStatus, string> = {
  draft: 'requested:S entered-in-error:S',
  requested: 'accepted:O rejected:O cancelled:SO entered-in-error:S',
  accepted: 'in-progress:O on-hold:O completed:O failed:O cancelled:SO entered-in-error:S',
  'in-progress': 'on-hold:O completed:O failed:O cancelled:SO entered-in-error:S',
  'on-hold': 'in-progress:O completed:O failed:O cancelled:SO entered-in-error:S',
  rejected: 'entered-in-error:S',
  completed: 'entered-in-error:S',
  failed: 'entered-in-error:S',
  cancelled: 'entered-in-error:S',
  'entered-in-error': '',
};
/** fhir.md §1.2. */
const request: Record<RequestStatus, string> = {
  draft: 'active:S revoked:S entered-in-error:S',
  active: 'on-hold:S completed:S revoked:S entered-in-error:S',
  'on-hold': 'active:S revoked:S entered-in-error:S',
  completed: 'entered-in-error:S',
  revoked: 'entered-in-error:S',
  'entered-in-error': '',
};
type Edge = { to: string; who: string };
const edge = (row: string, to: string): Edge | undefined =>
  row
    .split(' ')
    .map((text) => ({ to: text.split(':')[0] ?? '', who: text.split(':')[1] ?? '' }))
    .find((one) => one.to === to);

/** The commands as a person would say them: where they lead; `from` where the word says more than the edge. */
const moves = {
  activate: { to: 'requested' },
  accept: { to: 'accepted' },
  reject: { to: 'rejected' },
  start: { to: 'in-progress', from: 'accepted' },
  hold: { to: 'on-hold' },
  resume: { to: 'in-progress', from: 'on-hold' },
  complete: { to: 'completed' },
  fail: { to: 'failed' },
  cancel: { to: 'cancelled' },
  'mark-as-error': { to: 'entered-in-error' },
} as const;
const onwardMoves = {
  'accept-onward': { to: 'accepted' },
  'decline-onward': { to: 'rejected' },
  'start-onward': { to: 'in-progress', from: 'accepted' },
  'hold-onward': { to: 'on-hold' },
  'resume-onward': { to: 'in-progress', from: 'on-hold' },
  'complete-onward': { to: 'completed' },
  'fail-onward': { to: 'failed' },
  'cancel-onward': { to: 'cancelled' },
  'mark-onward-as-error': { to: 'entered-in-error' },
} as const;
/** Commands that take no edge: who, while. */
const acts: Record<string, { side: string; while: string }> = {
  ask: { side: 'O', while: 'requested accepted in-progress on-hold' },
  reply: { side: 'S', while: 'requested accepted in-progress on-hold' },
  'refer-on': { side: 'O', while: 'accepted in-progress on-hold' },
  'plan-step': { side: 'O', while: 'accepted in-progress on-hold' },
  'log-contact': { side: 'O', while: 'accepted in-progress on-hold' },
  'strike-contact': { side: 'O', while: 'accepted in-progress on-hold' },
  'hand-over': { side: 'O', while: 'accepted in-progress on-hold' },
  reassign: { side: 'M', while: 'accepted in-progress on-hold' },
  'confirm-safe': { side: 'O', while: 'accepted in-progress on-hold' },
  'record-needs': { side: 'O', while: 'accepted in-progress on-hold' },
  'report-overdue-visit': { side: 'clock', while: 'accepted in-progress on-hold' },
  'report-practice-not-reached': { side: 'delivery', while: 'requested accepted in-progress on-hold rejected completed failed cancelled entered-in-error' },
  'record-consent': { side: 'SO', while: 'draft requested accepted in-progress on-hold' },
  'record-death': { side: 'SO', while: 'draft requested accepted in-progress on-hold' },
  'send-task': { side: 'S', while: 'draft requested accepted in-progress on-hold' },
  'attend-onward': { side: 'O', while: 'accepted in-progress' },
  'note-reference': { side: 'O', while: 'requested accepted in-progress on-hold' },
  'ask-onward': { side: 'O', while: 'requested accepted in-progress on-hold' },
  'reply-onward': { side: 'S', while: 'requested accepted in-progress on-hold' },
  'remind-onward': { side: 'clock', while: 'requested' },
  'escalate-onward': { side: 'clock', while: 'requested' },
  'force-cancellation': { side: 'clock', while: 'accepted in-progress on-hold' },
  'report-not-delivered': { side: 'delivery', while: 'requested accepted in-progress on-hold rejected completed failed cancelled entered-in-error' },
};
const requestMoves = { 'hold-request': 'on-hold', 'resume-request': 'active' } as const;

const sides: Record<ActorName, { referral: string; onward: string }> = {
  practice: { referral: 'S', onward: '' },
  otherPractice: { referral: '', onward: '' },
  practitioner: { referral: 'O', onward: 'S' },
  otherPractitioner: { referral: '', onward: '' },
  organisation: { referral: '', onward: 'O' },
  otherOrganisation: { referral: '', onward: '' },
  manager: { referral: '', onward: '' },
  clock: { referral: 'clock', onward: 'clock' },
  delivery: { referral: 'delivery', onward: 'delivery' },
};

const byEdge = (row: string, to: string, side: string) => {
  if (side === 'clock' || side === 'delivery' || side === 'M') return 'not-allowed';
  const found = edge(row, to);
  if (!found) return 'wrong-status';
  return found.who.includes(side) ? 'ok' : 'not-allowed';
};
const expected = (type: string, status: TaskStatus, requestStatus: RequestStatus, who: ActorName): string => {
  const onward = type in onwardMoves || (type in acts && type !== 'refer-on' && commandRules[type as keyof typeof commandRules].of === 'onward');
  const side = type === 'reassign' && who === 'manager' ? 'M' : onward ? sides[who].onward : sides[who].referral;
  if (!side) return 'not-found';
  if (type in requestMoves) return byEdge(request[requestStatus], requestMoves[type as keyof typeof requestMoves], side);
  const act = acts[type];
  if (act) {
    if (act.side !== side && !(act.side === 'SO' && 'SO'.includes(side))) return 'not-allowed';
    return act.while.split(' ').includes(status) ? 'ok' : 'wrong-status';
  }
  const move = (onward ? onwardMoves : moves)[type as never] as { to: string; from?: string };
  if (side !== 'clock' && side !== 'delivery' && move.from && move.from !== status) return 'wrong-status';
  return byEdge(task[status], move.to, side);
};

const reason = { code: 'other', text: 'A reason.' };
const far = '2027-06-01T09:00:00.000Z' as never;
const filled = {
  reason,
  outcomes: [{ activity: 'Support' }],
  outcome: { activity: 'Support' },
  acceptance: {},
  came: true,
  died: true,
  text: 'A question?',
  reference: 'A-1',
  organisation: 'kelvinbank-welfare',
  step: visit,
  contact: contact({ at: far }),
  to: ailsa,
  needs: ['money', 'debt'],
  primary: 'debt',
  statement: { gives: true, permissions: ['refer', 'share'], at: far },
};
const naming = (type: string) =>
  type === 'strike-contact'
    ? { contact: 'c0000009' }
    : type === 'refer-on' || commandRules[type as keyof typeof commandRules].of === 'onward'
      ? { onward: onwardId }
      : {};
const statuses = Object.keys(task) as TaskStatus[];
const requestStatuses = Object.keys(request) as RequestStatus[];

/** Data a command needs beside its status, so that only status and party decide. */
const prepared = (type: string, status: TaskStatus, requestStatus: RequestStatus) => {
  const onwardCommand = commandRules[type as keyof typeof commandRules].of === 'onward';
  const question = type.startsWith('reply') ? { question: { at: far, text: 'Which day?' } } : {};
  const cancellation = type === 'force-cancellation' ? { cancellation: { requestedAt: far, forceAt: '2026-11-02T09:00:00.000Z' as never, reason } } : {};
  if (onwardCommand) return referralIn('in-progress', { onward: [onwardIn(status, { ...question, ...cancellation })] });
  const version = { versionId: 1, lastUpdated: far };
  const alone = type === 'confirm-safe' || type === 'report-overdue-visit' ? { casework: { attempts: [], contacts: 0, next: visit } } : {};
  return referralIn(status, { ...question, ...alone, serviceRequest: { ...version, status: requestStatus } });
};

const walk = () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const type of Object.keys(commandRules)) {
    for (const status of statuses) {
      for (const requestStatus of type in requestMoves ? requestStatuses : (['active'] as const)) {
        for (const who of Object.keys(actors) as ActorName[]) {
          cells += 1;
          const decision = decide(
            prepared(type, status, requestStatus),
            command(who, { type, ...filled, ...naming(type) } as never, far),
            {
              calendar: new Set(),
            },
            [loggedIn(contact({ id: 'c0000009' }), { at: far })],
          );
          const got: string = decision.ok ? 'ok' : decision.because;
          const want = expected(type, status, requestStatus, who);
          if (got !== want) wrong.push(`${type} ${status}/${requestStatus} by ${who}: ${got}, not ${want}`);
        }
      }
    }
  }
  return { cells, wrong };
};

/** In place: other modules hold the rows themselves. */
const putBack = (table: Record<string, object>, before: Record<string, object>) => {
  for (const [status, row] of Object.entries(table)) {
    for (const to of Object.keys(row)) delete (row as Record<string, unknown>)[to];
    Object.assign(row, before[status]);
  }
};

describe('every status × command × party', () => {
  test('moves exactly along the edges of the guide', () => {
    const { cells, wrong } = walk();
    console.log(`grid: ${cells} cells walked`);
    expect(cells).toBeGreaterThan(2500);
    expect(wrong).toEqual([]);
  });
  test('knows every command there is', () => {
    const known = [...Object.keys(moves), ...Object.keys(onwardMoves), ...Object.keys(acts), ...Object.keys(requestMoves)];
    expect(Object.keys(commandRules).sort()).toEqual(known.sort());
  });
  test.each([
    ['an edge taken away', () => delete (taskEdges.requested as Record<string, unknown>).rejected],
    ['an edge added', () => Object.assign(taskEdges.rejected, { requested: ['source'] }) && Object.assign(taskEdges.requested, { 'in-progress': ['owner'] })],
    ['an edge given to the other party', () => Object.assign(taskEdges['in-progress'], { completed: ['source'] })],
    ['a request revived', () => Object.assign(requestEdges.revoked, { active: ['source'] })],
  ])('goes red on %s', (_, plant) => {
    const before = structuredClone({ taskEdges, requestEdges });
    plant();
    const { wrong } = walk();
    putBack(taskEdges, before.taskEdges);
    putBack(requestEdges, before.requestEdges);
    expect(wrong.length).toBeGreaterThan(0);
  });
});
