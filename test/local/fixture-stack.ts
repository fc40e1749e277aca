/** A small stack that uses every setting the engine claims to run. Same shape as the hub's: `(scope, id, { stage })`. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Alias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  CfnEventInvokeConfig,
  Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunctionResource,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

type Props = { entry: URL; seconds?: number; environment?: Record<string, string> };
class FixtureFunction extends LambdaFunctionResource {
  readonly entry: string;
  constructor(scope: Construct, id: string, { entry, seconds = 5, environment = {} }: Props) {
    super(scope, id, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('//'), timeout: Duration.seconds(seconds), environment });
    this.entry = relative(process.cwd(), fileURLToPath(entry));
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

export class FixtureStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: 'local' | 'cloud' }) {
    super(scope, id, props);
    const baseUrl = new CfnParameter(this, 'BaseUrl').valueAsString;
    const journal = new CfnParameter(this, 'Journal', { default: '' }).valueAsString;
    const never = new CfnCondition(this, 'Never', { expression: Fn.conditionEquals(stage, 'never') });

    const things = new Table(this, 'TableThings', {
      ...{ partitionKey: text('pk'), sortKey: text('sk'), billingMode: BillingMode.PAY_PER_REQUEST },
      ...{ stream: StreamViewType.NEW_AND_OLD_IMAGES, timeToLiveAttribute: 'expiresAt' },
    });
    things.addGlobalSecondaryIndex({ indexName: 'due', partitionKey: text('duePk'), sortKey: text('dueSk'), projectionType: ProjectionType.KEYS_ONLY });

    const dead = new Queue(this, 'Dead');
    const deadLetterQueue = { queue: dead, maxReceiveCount: 2 };
    const plain = new Queue(this, 'Plain', { visibilityTimeout: Duration.seconds(1), deadLetterQueue });
    const late = new Queue(this, 'Late', { deliveryDelay: Duration.seconds(2), receiveMessageWaitTime: Duration.seconds(1), maxMessageSizeBytes: 2048 });
    const lanes = new Queue(this, 'Lanes', { fifo: true, contentBasedDeduplication: true, visibilityTimeout: Duration.seconds(3) });
    const off = new Queue(this, 'Off');
    (new Queue(this, 'Absent').node.defaultChild as CfnQueue).cfnOptions.condition = never;

    const secrets = new Key(this, 'Secrets');
    new Alias(this, 'SecretsAlias', { aliasName: 'alias/secrets', targetKey: secrets });
    const macs = new Key(this, 'Macs', { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC });

    const quiet = new FixtureFunction(this, 'Quiet', {
      entry: new URL('./fixture-journal.ts', import.meta.url),
      environment: { JOURNAL: journal, ONLY_QUIET: 'yes' },
    });
    const api = new FixtureFunction(this, 'Api', {
      ...{ entry: new URL('./fixture-api.ts', import.meta.url), seconds: 2 },
      environment: {
        TABLE: things.tableName,
        QUEUE: plain.queueUrl,
        KEY: secrets.keyArn,
        MACS: macs.keyId,
        QUIET: quiet.functionName,
        BASE_URL: Fn.join('/', [baseUrl, 'x']),
      },
    });
    const entry = new URL('./fixture-reader.ts', import.meta.url);
    const reader = new FixtureFunction(this, 'Reader', { entry, seconds: 2, environment: { JOURNAL: journal } });

    new EventSourceMapping(this, 'Changes', {
      ...{
        target: reader,
        ...(things.tableStreamArn !== undefined && { eventSourceArn: things.tableStreamArn }),
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        reportBatchItemFailures: true,
      },
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('E#') } } } })],
      ...{ bisectBatchOnError: true, retryAttempts: 1, maxRecordAge: Duration.hours(1), onFailure: new SqsDlq(dead), maxBatchingWindow: Duration.seconds(0) },
    });
    const takes = (name: string, queue: Queue, more: object = {}) =>
      new EventSourceMapping(this, `${name}Source`, { target: reader, eventSourceArn: queue.queueArn, ...more });
    takes('Plain', plain, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 2 });
    takes('Late', late, { batchSize: 100, maxBatchingWindow: Duration.seconds(1) });
    takes('Lanes', lanes, { batchSize: 10, reportBatchItemFailures: true });
    takes('Off', off, { enabled: false });

    const input = RuleTargetInput.fromObject({ scheduled: true });
    new Rule(this, 'Minutely', { schedule: Schedule.rate(Duration.minutes(1)), targets: [new LambdaFunction(quiet, { event: input })] });
    new Rule(this, 'Nightly', { schedule: Schedule.cron({ hour: '3' }), targets: [new LambdaFunction(quiet)] });
    new CfnEventInvokeConfig(this, 'QuietEvents', {
      ...{ functionName: quiet.functionName, qualifier: '$LATEST', maximumRetryAttempts: 0 },
      destinationConfig: { onFailure: { destination: dead.queueArn } },
    });

    const http = new HttpApi(this, 'Http');
    const integration = new HttpLambdaIntegration('Integration', api);
    const impatient = new HttpLambdaIntegration('Impatient', api, { timeout: Duration.seconds(1) });
    http.addRoutes({ path: '/things/{thing}', methods: [HttpMethod.GET], integration });
    http.addRoutes({ path: '/any/{proxy+}', methods: [HttpMethod.ANY], integration });
    http.addRoutes({ path: '/impatient/{thing}', methods: [HttpMethod.GET], integration: impatient });

    new Alarm(this, 'Alarm', { metric: new Metric({ namespace: 'n', metricName: 'm' }), threshold: 1, evaluationPeriods: 1 });
    new CfnOutput(this, 'OutputThings', { value: things.tableName }).overrideLogicalId('TableThings');
  }
}
