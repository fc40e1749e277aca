import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alarms go: by e-mail to whoever runs the hub. The text of an alarm names no person and no organisation. */
export const alarmTopic = (scope: Construct, masterKey: IKey, email: string): Topic => {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: 'Links Hub', masterKey, enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  // With a policy of its own the topic loses the default one, which let alarms in.
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  const principals = [new ServicePrincipal('cloudwatch.amazonaws.com')];
  topic.addToResourcePolicy(new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions }));
  return topic;
};

type Bound = { above: number } | { /** Also rings when nothing is measured at all. */ below: number };
export type AlarmProps = {
  /** Who is hurt, and how: the first thing the woken person reads. */
  impact: string;
  /** Where to look first. */
  look: string;
  metric: Metric;
  statistic: 'Sum' | 'Maximum' | 'p99';
  /** Minutes in a row that the bound is passed. */
  minutes: number;
} & Bound;

const { GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD } = ComparisonOperator;
const { BREACHING, NOT_BREACHING } = TreatMissingData;
const boundOf = (bound: Bound) =>
  'above' in bound
    ? { threshold: bound.above, comparisonOperator: GREATER_THAN_THRESHOLD, treatMissingData: NOT_BREACHING }
    : { threshold: bound.below, comparisonOperator: LESS_THAN_THRESHOLD, treatMissingData: BREACHING };

/** An alarm cannot be made without saying who is hurt. */
export const hubAlarm = (scope: Construct, id: string, topic: Topic, props: AlarmProps): void => {
  const metric: IMetric = props.metric.with({ period: Duration.minutes(1), statistic: props.statistic });
  const alarmDescription = `${props.impact} Look first: ${props.look}`;
  const alarm = new Alarm(scope, `${id}Alarm`, { alarmDescription, metric, evaluationPeriods: props.minutes, ...boundOf(props) });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
};
