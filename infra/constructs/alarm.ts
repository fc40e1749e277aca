import { Duration } from 'aws-cdk-lib';
import { Alarm, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type AlarmProps = {
  topic: ITopic;
  /** Who is hurt, and how: the first thing the woken person reads. */
  impact: string;
  /** What to do first. */
  action: string;
  metric: Metric;
  /** Rings above this, */
  above: number;
  /** for as many minutes in a row. */
  minutes: number;
};

/** An alarm cannot be made without saying who is hurt. */
export const hubAlarm = (scope: Construct, id: string, { topic, impact, action, metric, above, minutes }: AlarmProps): Alarm => {
  const alarm = new Alarm(scope, `${id}Alarm`, {
    alarmDescription: `${impact} First: ${action}`,
    metric: metric.with({ period: Duration.minutes(1) }),
    threshold: above,
    evaluationPeriods: minutes,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
};
