/** What the rule packs (AWS Solutions, Serverless) ask for and this house does otherwise, each with its reason. One that matches nothing fails the tests. */
import { type Stack, Validations } from 'aws-cdk-lib';

/** `at`: the id of a construct of the stack. */
type OptOut = { at: string; rule: string; because: string };

const noDeadLetters = 'Serverless-LambdaDLQ';
const noDestination = 'Serverless-LambdaEventSourceMappingDestination';
const noRedrive = 'Serverless-SQSRedrivePolicy';
const wildcard = 'AwsSolutions-IAM5';

export const hubOptOuts: OptOut[] = [
  { at: 'Traces', rule: `${wildcard}[Resource::*]`, because: 'X-Ray knows no resources: a role may write traces or may not.' },
  {
    at: 'RelayMay',
    rule: `${wildcard}[Resource::<TableReferrals361AC6FF.Arn>/stream/*]`,
    because: 'ListStreams is asked of all streams of a table; it lists names, and the table has one stream.',
  },

  { at: 'Api', rule: noDeadLetters, because: 'The gateway waits for its answer: a failure is the 500 of a caller, who asks again under the same key.' },
  { at: 'Web', rule: noDeadLetters, because: 'The gateway waits for its answer: a failure is a page that says so, to a person who tries again.' },
  { at: 'Systems', rule: noDeadLetters, because: 'The gateway waits for its answer: a failure is a page that says so, to a manager who tries again.' },
  { at: 'Study', rule: noDeadLetters, because: 'The gateway waits for its answer: a failure is a page that says so, and an export goes on where it stood.' },
  { at: 'Figures', rule: noDeadLetters, because: 'The gateway waits for its answer: a failure is a page that says so, and nothing was changed.' },
  { at: 'FrontDoor', rule: noDeadLetters, because: 'The gateway waits for its word: when it fails, nobody is let in.' },
  { at: 'Send', rule: noDeadLetters, because: 'Deliver waits for its answer and writes it to the lane, failure or not.' },
  { at: 'Relay', rule: noDeadLetters, because: 'It runs on the stream, whose failures go to RelayDead.' },
  { at: 'Deliver', rule: noDeadLetters, because: 'It runs on the queue Deliver, whose failures go to DeliverDead.' },
  { at: 'Wake', rule: noDeadLetters, because: 'It runs on the queue Later, whose failures go to LaterDead.' },
  { at: 'Bounced', rule: noDeadLetters, because: 'What it gives up goes to BouncedDead, by the settings of its events rather than of the function.' },
  { at: 'MailNews', rule: 'Serverless-EventBusDLQ', because: 'Lambda takes every event into its own queue; what it gives up goes to BouncedDead.' },
  { at: 'Count', rule: noDeadLetters, because: 'It runs on the queue Count, whose failures go to CountDead.' },
  { at: 'Stranded', rule: noDeadLetters, because: 'It runs on the dead letters themselves: what it cannot file stays there.' },
  { at: 'Sweep', rule: noDeadLetters, because: 'It is told nothing that could be lost: the next run starts from what is stored.' },
  { at: 'Aliss', rule: noDeadLetters, because: 'A run that breaks is taken up by the next from its last mark: there is no message to keep.' },
  { at: 'Recount', rule: noDeadLetters, because: 'A run that breaks is taken up by the next from the practice where it stood: there is no message to keep.' },
  { at: 'RecountSchedule', rule: 'Serverless-EventBusDLQ', because: 'A run that never started is made up ten minutes later.' },
  { at: 'AlissSchedule', rule: 'Serverless-EventBusDLQ', because: 'A run that never started is made up an hour later; until then the copy is an hour older.' },
  { at: 'SweepSchedule', rule: 'Serverless-EventBusDLQ', because: 'A run that never started is made up a minute later; five missing in a row ring an alarm.' },

  { at: 'DeliverSource', rule: noDestination, because: 'SQS gives up by redrive: to DeliverDead after five tries.' },
  { at: 'WakeSource', rule: noDestination, because: 'SQS gives up by redrive: to LaterDead after five tries.' },
  { at: 'CountSource', rule: noDestination, because: 'SQS gives up by redrive: to CountDead after five tries.' },
  { at: 'DeliverDeadSource', rule: noDestination, because: 'A delivery that cannot be filed as stranded is tried until it can; its age rings an alarm.' },
  { at: 'LaterDeadSource', rule: noDestination, because: 'A timer that cannot be filed as stranded is tried until it can; its age rings an alarm.' },
  { at: 'CountDeadSource', rule: noDestination, because: 'A count that cannot be filed as stranded is tried until it can; its age rings an alarm.' },
  {
    at: 'BouncedDeadSource',
    rule: noDestination,
    because: 'News of an e-mail that cannot be filed as stranded is tried until it can; its age rings an alarm.',
  },
  {
    at: 'RelayDeadSource',
    rule: noDestination,
    because: 'A gap of the stream that cannot be filed as stranded is tried until it can; its age rings an alarm.',
  },
  { at: 'DeliverDeadQueue', rule: noRedrive, because: 'The end of the line for deliveries: nothing is thrown away before a person has it.' },
  { at: 'LaterDeadQueue', rule: noRedrive, because: 'The end of the line for timers: nothing is thrown away before a person has it.' },
  { at: 'CountDeadQueue', rule: noRedrive, because: 'The end of the line for counting: nothing is thrown away before a person has it.' },
  { at: 'BouncedDeadQueue', rule: noRedrive, because: 'The end of the line for news of e-mails: nothing is thrown away before a person has it.' },
  { at: 'BouncedDeadQueue', rule: 'AwsSolutions-SQS3', because: 'It is a dead-letter queue: of a function, which the rule does not look at.' },
  { at: 'RelayDeadQueue', rule: noRedrive, because: 'The end of the line for the stream: nothing is thrown away before a person has it.' },
  { at: 'RelayDeadQueue', rule: 'AwsSolutions-SQS3', because: 'It is a dead-letter queue: of the stream, which the rule does not look at.' },
  { at: 'AlarmTopic', rule: 'Serverless-SNSRedrivePolicy', because: 'E-mail to people: the alarm itself stays red in CloudWatch until the cause is gone.' },
];

export const edgeOptOuts: OptOut[] = [
  { at: 'FrontDoor', rule: 'AwsSolutions-CFR1', because: 'GP systems run in clouds outside Scotland; who may call is settled by keys, not by geography.' },
  {
    at: 'FrontDoor',
    rule: 'AwsSolutions-CFR3',
    because: "Its log holds the query, and the query of a search may hold a person's number. The API's own log says route, status and time.",
  },
];

export const optOut = (stack: Stack, optOuts: OptOut[]): void => {
  for (const { at, rule, because } of optOuts) {
    const construct = stack.node.tryFindChild(at);
    // The local stage has no front door.
    if (construct) Validations.of(construct).acknowledge({ id: rule, reason: because });
  }
};
