/** What may happen, and why not. Pure: a referral and a command give events or a refusal. */
import { type Command, type CommandRule, commandRules } from './commands.ts';
import { endedBy } from './consent-ends.ts';
import { decideCasework, reportOverdue } from './decide-casework.ts';
import { decideOnward, endedBySource, referOn } from './decide-onward.ts';
import { type Circumstances, type Decision, one } from './decision.ts';
import { type Edges, requestEdges, taskEdges } from './edges.ts';
import { applyEvents } from './evolve.ts';
import { isOverseen, onwardSideOf, type Side, sideOf } from './party.ts';
import { type Refusal, refused } from './refusals.ts';
import { awaitsConfirmation, openOnward, rollUp } from './roll-up.ts';
import type { Commit, Event, Onward, Party, Reason, Referral, RequestStatus, TaskStatus } from './types.ts';

/** Where this side may move it. */
const movesFrom = <Status extends TaskStatus | RequestStatus>(edges: Edges<Status>, from: Status, side: Side): Status[] => {
  const moves: Partial<Record<Status, readonly Party[]>> = edges[from];
  return (Object.keys(moves) as Status[]).filter((status) => moves[status]?.some((party) => party === side));
};
/** Does an edge lead there, and is it this side's to take? */
const follow = <Status extends TaskStatus | RequestStatus>(edges: Edges<Status>, from: Status, to: Status, side: Party): { ok: true } | Refusal => {
  const moves: Partial<Record<Status, readonly Party[]>> = edges[from];
  const allowed = moves[to];
  if (allowed) return allowed.includes(side) ? { ok: true } : refused({ because: 'not-allowed' });
  return refused({ because: 'wrong-status', status: from, may: movesFrom(edges, from, side) });
};

/** Is this rule's move open to this side, from where the referral (or its onward referral) stands? */
export const permits = (rule: CommandRule, side: Side, one: Referral | Onward): { ok: true } | Refusal => {
  const elsewhere = refused({ because: 'wrong-status', status: one.status, may: movesFrom(taskEdges, one.status, side) });
  if ('by' in rule) {
    const isTheirs = rule.by === side || (rule.by === 'either' && (side === 'source' || side === 'owner'));
    if (!isTheirs) return refused({ because: 'not-allowed' });
    return rule.while.includes(one.status) ? { ok: true } : elsewhere;
  }
  if (side !== 'source' && side !== 'owner') return refused({ because: 'not-allowed' });
  if ('request' in rule) return follow(requestEdges, one.serviceRequest.status, rule.request, side);
  return rule.from && rule.from !== one.status ? elsewhere : follow(taskEdges, one.status, rule.to, side);
};

const isStale = (command: Command, one: Referral | Onward): Refusal | undefined => {
  if (!command.seen) return undefined;
  const { versionId } = command.seen.type === 'Task' ? one.task : one.serviceRequest;
  return command.seen.versionId === versionId ? undefined : refused({ because: 'stale-version', versionId });
};

const endOnward = (open: Onward[], { at }: Command, reason: Reason, circumstances: Circumstances): Event[] =>
  open.filter(({ cancellation }) => !cancellation).map((onward) => endedBySource(onward, reason, at, circumstances));

const cancel = (referral: Referral, command: Command, reason: Reason, side: Side, circumstances: Circumstances): Decision => {
  if (side === 'source' && awaitsConfirmation(referral)) return refused({ because: 'already-helped' });
  const onward = endOnward(openOnward(referral), command, reason, circumstances);
  return { ok: true, events: [{ type: 'cancelled', reason, by: side === 'owner' ? 'owner' : 'source' }, ...onward] };
};

const noLongerAgreed: Reason = { code: 'consent-withdrawn', text: 'The person does not agree to this any more.' };
/** A no ends in the same commit what it is about; an expiry ends nothing, but nothing is told any more: see delivery. */
const recordConsent = (referral: Referral, command: Extract<Command, { type: 'record-consent' }>, circumstances: Circumstances): Decision => {
  const { at, statement } = command;
  const ended = endedBy(referral, statement, at);
  return { ok: true, events: [{ type: 'consent-recorded', statement }, ...endOnward(ended, command, noLongerAgreed, circumstances)] };
};

const hasDied: Reason = { code: 'person-died', text: 'The person has died.' };
/** What a death ended stays ended, also where it was recorded wrongly. */
const recordDeath = (referral: Referral, command: Extract<Command, { type: 'record-death' }>, circumstances: Circumstances): Decision =>
  command.died
    ? { ok: true, events: [{ type: 'person-died' }, ...endOnward(openOnward(referral), command, hasDied, circumstances)] }
    : one({ type: 'death-corrected' });

/** Adds what the onward referrals' change means for the referral, in the same commit. */
const withRollUp = (referral: Referral, command: Command, decision: Decision): Decision => {
  if (!decision.ok) return decision;
  const { referral: after } = applyEvents(referral, decision.events, command.at);
  return { ok: true, events: [...decision.events, ...rollUp(after)] };
};

type OwnCommand = Exclude<Command, { onward: unknown } | { type: 'submit' }>;
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case per command, and the compiler sees that none is missing.
const decideOwn = (referral: Referral, command: OwnCommand, side: Side, circumstances: Circumstances, commits: readonly Commit[]): Decision => {
  switch (command.type) {
    case 'activate':
      return one({ type: 'activated' });
    case 'accept':
    case 'plan-step':
    case 'log-contact':
    case 'strike-contact':
    case 'hand-over':
    case 'reassign':
    case 'confirm-safe':
    case 'record-needs':
      return decideCasework(referral, command, commits);
    case 'report-overdue-visit':
      return reportOverdue(referral, command.at);
    case 'reject':
      if (!command.reason) return refused({ because: 'reason-missing' });
      return command.by.kind === 'practitioner'
        ? one({ type: 'rejected', practitioner: command.by.practitioner, reason: command.reason })
        : refused({ because: 'not-allowed' });
    case 'start':
      return one({ type: 'started' });
    case 'resume':
      return one({ type: 'resumed' });
    case 'hold':
      return command.reason ? one({ type: 'held', reason: command.reason }) : refused({ because: 'reason-missing' });
    case 'fail':
      if (openOnward(referral).length > 0) return refused({ because: 'onward-open' });
      return command.reason ? one({ type: 'failed', reason: command.reason }) : refused({ because: 'reason-missing' });
    case 'cancel':
      return command.reason ? cancel(referral, command, command.reason, side, circumstances) : refused({ because: 'reason-missing' });
    case 'complete':
      if (openOnward(referral).length > 0) return refused({ because: 'onward-open' });
      if (command.outcomes.length === 0 && !awaitsConfirmation(referral)) return refused({ because: 'outcome-missing' });
      return one({ type: 'completed', outcomes: command.outcomes });
    case 'mark-as-error': {
      const onward = referral.onward.filter((sent) => sent.status !== 'entered-in-error');
      return { ok: true, events: [{ type: 'marked-as-error' }, ...onward.map((sent): Event => ({ type: 'onward-marked-as-error', onward: sent.id }))] };
    }
    case 'hold-request':
      return one({ type: 'request-held' });
    case 'resume-request':
      return one({ type: 'request-resumed' });
    case 'ask':
      return referral.question ? refused({ because: 'question-open' }) : one({ type: 'asked', text: command.text });
    case 'reply':
      return referral.question ? one({ type: 'replied', text: command.text }) : refused({ because: 'no-question' });
    case 'send-task':
      return referral.taskSentIn ? refused({ because: 'duplicate' }) : one({ type: 'task-sent', task: command.task });
    case 'record-consent':
      return withRollUp(referral, command, recordConsent(referral, command, circumstances));
    case 'record-death':
      return withRollUp(referral, command, recordDeath(referral, command, circumstances));
    case 'report-practice-not-reached':
      return one({ type: 'practice-not-reached' });
  }
};

const decideOnOnward = (referral: Referral, command: Extract<Command, { onward: unknown }>, circumstances: Circumstances): Decision => {
  if (command.type === 'refer-on') {
    const side = sideOf(command.by, referral);
    if (!side) return refused({ because: 'not-found' });
    const permitted = permits(commandRules['refer-on'], side, referral);
    return permitted.ok ? withRollUp(referral, command, referOn(referral, command, circumstances)) : permitted;
  }
  const onward = referral.onward.find((sent) => sent.id === command.onward);
  const side = onward && onwardSideOf(command.by, referral, onward);
  if (!onward || !side) return refused({ because: 'not-found' });
  const stale = isStale(command, onward);
  if (stale) return stale;
  const permitted = permits(commandRules[command.type], side, onward);
  return permitted.ok ? withRollUp(referral, command, decideOnward(onward, command, side, circumstances)) : permitted;
};

/** A referral begins; what the request must hold was asked at the door. */
export const begin = (command: Extract<Command, { type: 'submit' }>): Event[] => [
  { type: 'submitted', id: command.id, draft: command.draft, facts: command.facts },
];

/** Events, or the reason why not. `not-found` also for who is no party. `commits`: all so far, for what looks back at the contacts. */
export const decide = (
  referral: Referral | undefined,
  command: Exclude<Command, { type: 'submit' }>,
  circumstances: Circumstances,
  commits: readonly Commit[] = [],
): Decision => {
  if (!referral) return refused({ because: 'not-found' });
  if ('onward' in command) return decideOnOnward(referral, command, circumstances);
  const side = command.type === 'reassign' && isOverseen(command.by, referral) ? 'manager' : sideOf(command.by, referral);
  if (!side) return refused({ because: 'not-found' });
  const stale = isStale(command, referral);
  if (stale) return stale;
  const permitted = permits(commandRules[command.type], side, referral);
  return permitted.ok ? decideOwn(referral, command, side, circumstances, commits) : permitted;
};
