import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type AlarmProps, hubAlarm } from './constructs/alarm.ts';
import type { HubFunction } from './constructs/function.ts';
import type { QueueName } from './constructs/grant.ts';

type Watched = {
  topic: Topic;
  api: HttpApi;
  its: Record<string, HubFunction> & Record<'relay' | 'sweep' | 'stranded' | 'web', HubFunction>;
  queues: Record<QueueName, Queue>;
};

const ofFunctions = ({ its }: Watched): [string, AlarmProps][] =>
  Object.values(its).flatMap((it): [string, AlarmProps][] => {
    const name = it.node.id;
    const [errors, throttles] = [`the errors in the log of ${name}.`, `how many of ${name} run at once.`];
    return [
      [`${name}Errors`, { impact: it.impact, look: errors, metric: it.metricErrors(), statistic: 'Sum', above: 0, minutes: 3 }],
      [`${name}Throttles`, { impact: it.impact, look: throttles, metric: it.metricThrottles(), statistic: 'Sum', above: 0, minutes: 3 }],
    ];
  });

const ofTheWay = ({ its, api }: Watched): [string, AlarmProps][] => {
  const relayAge = new Metric({ namespace: 'AWS/Lambda', metricName: 'IteratorAge', dimensionsMap: { FunctionName: its.relay.functionName } });
  const rows: Record<string, AlarmProps> = {
    relayBehind: {
      impact: 'Organisations and practices hear of referrals more than a minute late.',
      look: 'the errors of relay.',
      ...{ metric: relayAge, statistic: 'Maximum', above: 60_000, minutes: 5 },
    },
    sweepSilent: {
      impact: 'Nobody is reminded, nothing is escalated, and what the stream lost stays lost.',
      look: 'the schedule of sweep.',
      ...{ metric: its.sweep.metricInvocations(), statistic: 'Sum', below: 1, minutes: 5 },
    },
    somethingStranded: {
      impact: 'A referral stands still until the person on whose worklist it now is acts.',
      look: "the manager's exceptions, then the log of stranded.",
      ...{ metric: its.stranded.metricInvocations(), statistic: 'Sum', above: 0, minutes: 1 },
    },
    apiFails: {
      impact: 'GP systems cannot refer, answers of organisations are refused, or practitioners see no page.',
      look: 'the access log, status 5xx: its route says whether in the log of api or of web, under the same request.',
      ...{ metric: api.metricServerError(), statistic: 'Sum', above: 0, minutes: 3 },
    },
    apiSlow: {
      impact: 'Whoever refers, answers or opens a page waits longer than five seconds, and may send twice.',
      look: 'the duration of api and web, and throttled writes of the table referrals.',
      ...{ metric: api.metricLatency(), statistic: 'p99', above: 5000, minutes: 5 },
    },
  };
  return Object.entries(rows);
};

/** What the sweep finds and logs each minute, in its line `swept`. */
const measured = (scope: Construct, sweep: HubFunction, field: 'behindSeconds' | 'exceptions'): Metric =>
  new MetricFilter(scope, `Swept-${field}`, {
    logGroup: sweep.logs,
    filterPattern: FilterPattern.stringValue('$.event', '=', 'swept'),
    metricNamespace: Stack.of(scope).stackName,
    metricName: field,
    metricValue: `$.${field}`,
  }).metric();

const ofTheSweep = (scope: Construct, { its }: Watched): [string, AlarmProps][] => [
  [
    'commitsBehind',
    {
      impact: 'Somebody has not heard of a referral or an answer for more than five minutes, and the stream does not know it.',
      look: 'what sweep says it could not relay.',
      ...{ metric: measured(scope, its.sweep, 'behindSeconds'), statistic: 'Maximum', above: 300, minutes: 5 },
    },
  ],
  [
    'exceptionsWait',
    {
      impact: 'Referrals that the hub could not move by itself wait for a person, and for an hour none has come.',
      look: "the managers' exceptions, and those of the area hub, which are the operator's own.",
      ...{ metric: measured(scope, its.sweep, 'exceptions'), statistic: 'Maximum', above: 0, minutes: 60 },
    },
  ],
];

/** Of `web`'s line `sign-in-refused`: what no person at the keyboard can mend. */
const brokenCodes = ['issuer-down', 'issuer-refused', 'clock', 'token-wrong'];
const ofSignIn = (scope: Construct, { its }: Watched): [string, AlarmProps][] => {
  const codes = brokenCodes.map((code) => FilterPattern.stringValue('$.code', '=', code));
  const metric = new MetricFilter(scope, 'SignInBroken', {
    logGroup: its.web.logs,
    filterPattern: FilterPattern.all(FilterPattern.stringValue('$.event', '=', 'sign-in-refused'), FilterPattern.any(...codes)),
    metricNamespace: Stack.of(scope).stackName,
    metricName: 'signInBroken',
    metricValue: '1',
  }).metric();
  const impact = 'Practitioners cannot sign in, and do not see whom they have to call; whoever is signed in works on.';
  const look = 'the code in the line sign-in-refused of web, then the status of Cognito.';
  return [['signInBroken', { impact, look, metric, statistic: 'Sum', above: 0, minutes: 3 }]];
};

const waiting: { queue: QueueName; seconds: number; impact: string }[] = [
  { queue: 'deliver', seconds: 300, impact: 'Organisations and practices hear of referrals more than five minutes late.' },
  { queue: 'later', seconds: 1800, impact: 'Failed deliveries are not tried again in time.' },
  { queue: 'count', seconds: 900, impact: "The manager's figures are behind." },
  { queue: 'deliverDead', seconds: 900, impact: 'A delivery was given up and nobody has been told.' },
  { queue: 'laterDead', seconds: 900, impact: 'A delivery waits without a timer, and nobody has been told.' },
  { queue: 'countDead', seconds: 900, impact: "A referral is missing in the manager's figures, and nobody has been told." },
  { queue: 'bouncedDead', seconds: 900, impact: 'An e-mail came back and nobody has been told.' },
  { queue: 'relayDead', seconds: 900, impact: 'Commits were not published by the stream, and nobody has been told.' },
];
const ofQueues = ({ queues }: Watched): [string, AlarmProps][] =>
  waiting.map(({ queue, seconds, impact }) => {
    const look = `the function that receives from the queue ${queue}.`;
    return [`${queue}Waits`, { impact, look, metric: queues[queue].metricApproximateAgeOfOldestMessage(), statistic: 'Maximum', above: seconds, minutes: 3 }];
  });

export const hubAlarms = (scope: Construct, watched: Watched): void => {
  const rows = [...ofFunctions(watched), ...ofTheWay(watched), ...ofTheSweep(scope, watched), ...ofSignIn(scope, watched), ...ofQueues(watched)];
  for (const [id, props] of rows) hubAlarm(scope, id, watched.topic, props);
};
