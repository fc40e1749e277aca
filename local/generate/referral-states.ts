/** docs/referral-states.md: the edges, and what every command does from every status, found by asking the rules themselves. */

import type { Instant } from '#platform/types';
import { type CommandRule, type CommandType, commandRules } from '#referral/commands';
import { permits } from '#referral/decide';
import { type Edges, requestEdges, taskEdges } from '#referral/edges';
import type { Side } from '#referral/party';
import type { Onward, RequestStatus, TaskStatus } from '#referral/types';

const path = 'docs/referral-states.md';
const sides: Side[] = ['source', 'owner', 'manager', 'clock', 'delivery'];
const version = { versionId: 1, lastUpdated: '2026-01-01T00:00:00.000Z' as Instant };
const keysOf = <Key extends string>(record: Partial<Record<Key, unknown>>) => Object.keys(record) as Key[];

const arrows = <Status extends TaskStatus | RequestStatus>(edges: Edges<Status>): string[] =>
  keysOf(edges).flatMap((from) => keysOf<Status>(edges[from]).map((to) => `  ${name(from)} --> ${name(to)}: ${(edges[from][to] ?? []).join(' or ')}`));
const name = (status: string) => status.replaceAll('-', '_');
const diagram = <Status extends TaskStatus | RequestStatus>(edges: Edges<Status>) => ['```mermaid', 'stateDiagram-v2', ...arrows(edges), '```'];

/** Only what the rule looks at: the two statuses. */
const standing = (status: TaskStatus, request: RequestStatus) => ({ status, task: version, serviceRequest: { ...version, status: request } }) as Onward;
const marks: Record<Side, string> = { source: 'S', owner: 'O', manager: 'manager', clock: 'clock', delivery: 'delivery' };
const whoMay = (rule: CommandRule, status: TaskStatus, request: RequestStatus) =>
  sides
    .filter((side) => permits(rule, side, standing(status, request)).ok)
    .map((side) => marks[side])
    .join(' ');

const grid = (of: CommandRule['of']): string[] => {
  const statuses = keysOf<TaskStatus>(taskEdges);
  const commands = keysOf<Exclude<CommandType, 'submit'>>(commandRules).filter(
    (command) => commandRules[command].of === of && !('request' in commandRules[command]),
  );
  const row = (command: (typeof commands)[number]) =>
    `| ${command} | ${statuses.map((status) => whoMay(commandRules[command], status, 'active')).join(' | ')} |`;
  return [`| | ${statuses.join(' | ')} |`, `|---|${statuses.map(() => '---|').join('')}`, ...commands.map(row)];
};
const requestGrid = (): string[] => {
  const statuses = keysOf<RequestStatus>(requestEdges);
  const row = (command: 'hold-request' | 'resume-request') =>
    `| ${command} | ${statuses.map((status) => whoMay(commandRules[command], 'accepted', status)).join(' | ')} |`;
  return [`| | ${statuses.join(' | ')} |`, `|---|${statuses.map(() => '---|').join('')}`, row('hold-request'), row('resume-request')];
};

const intro = [
  '# The states of a referral',
  '',
  'Generated from `shared/referral/edges.ts` and `shared/referral/commands.ts` by asking the rules for every status, command and party; do not edit.',
  '',
  '*Source* (S) asks and *owner* (O) does. Of a referral the practice is the source and the practitioner the owner; of an onward referral the practitioner is the source and the organisation the owner. Who is neither is told that nothing is there; the *manager* of the area sees nothing of it either, and may do one thing.',
];
const aboutRequests =
  'The ServiceRequest is completed with its Task and revoked only by a cancellation; a rejected or failed Task leaves it active. Everything marked as entered in error takes its onward referrals with it.';
const aboutRollUp =
  'An onward referral that is accepted puts its referral in progress; when every open one is on hold the referral is on hold; when the last has ended and one was completed the practitioner confirms; when none was, she offers again or ends it.';
const section = (title: string, lines: string[]) => ['', `## ${title}`, '', ...lines];

export const outputs = async (): Promise<Array<{ path: string; text: string }>> => {
  const text = [
    ...intro,
    ...section('Task: of the referral and of each onward referral', diagram(taskEdges)),
    ...section('ServiceRequest', [...diagram(requestEdges), '', aboutRequests]),
    ...section('Who may give which command, from where: the referral', grid('referral')),
    ...section('… an onward referral', grid('onward')),
    ...section('… the request itself, by its status', [...requestGrid(), '', aboutRollUp]),
    '',
  ].join('\n');
  return [{ path, text }];
};
