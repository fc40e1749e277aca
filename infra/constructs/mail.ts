/** What becomes of the hub's e-mails after SES took them: news goes over the account's default bus to one function. */
import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { ConfigurationSet, EmailSendingEvent, EventDestination, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export type MailSet = { name: string; arn: string };

/** Who complained, and what did not take mail, is written to no more: SES says at once that it came back. */
export const mailSet = (scope: Construct): MailSet => {
  const set = new ConfigurationSet(scope, 'MailSet', { suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS });
  set.addEventDestination('News', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
  });
  const name = set.configurationSetName;
  return { name, arn: Stack.of(scope).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: name }) };
};

/**
 * A full mailbox and other troubles that pass are left to SES. Of an event only what it was, when the mail was sent and its tags are passed on:
 * the address and the subject reach neither a function nor a queue of the hub.
 */
export const onMailNews = (scope: Construct, target: IFunction, set: MailSet, dead: Queue): void => {
  const [what, sent, tags] = [EventField.detailType, EventField.fromPath('$.detail.mail.timestamp'), EventField.fromPath('$.detail.mail.tags')];
  new Rule(scope, 'MailNews', {
    eventPattern: {
      source: ['aws.ses'],
      detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
      detail: { bounce: { bounceType: ['Permanent', { exists: false }] }, mail: { tags: { 'ses:configuration-set': [set.name] } } },
    },
    targets: [new LambdaFunction(target, { event: RuleTargetInput.fromObject({ what, sent, tags }), maxEventAge: Duration.days(1) })],
  });
  new EventInvokeConfig(scope, 'BouncedInvoke', { function: target, retryAttempts: 2, onFailure: new SqsDestination(dead) });
};
