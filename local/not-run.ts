/** What the template holds and this machine does not do: said once at the start, so that nobody takes it for tried. */
import type { Template } from './template.ts';

const permissions = 'permissions (IAM)';
const atRest = 'encryption at rest';
const logs = 'log groups and their retention';
const notices = 'notifications (SNS)';
const run = '';

/** Every property is either run (the empty text, as is what means nothing on one machine) or said in these words. */
const properties: Record<string, Record<string, string>> = {
  'AWS::DynamoDB::Table': {
    ...{ AttributeDefinitions: run, BillingMode: run, GlobalSecondaryIndexes: run, LocalSecondaryIndexes: run, KeySchema: run, StreamSpecification: run },
    ...{ TableName: run, TimeToLiveSpecification: run, SSESpecification: atRest, DeletionProtectionEnabled: 'deletion protection' },
    PointInTimeRecoverySpecification: 'point-in-time recovery',
  },
  'AWS::SQS::Queue': {
    ...{ QueueName: run, FifoQueue: run, ContentBasedDeduplication: run, VisibilityTimeout: run, DelaySeconds: run, ReceiveMessageWaitTimeSeconds: run },
    ...{ MaximumMessageSize: run, RedrivePolicy: run, KmsMasterKeyId: atRest, KmsDataKeyReusePeriodSeconds: run, SqsManagedSseEnabled: atRest },
    MessageRetentionPeriod: 'retention of messages',
  },
  'AWS::Lambda::Function': {
    ...{ FunctionName: run, Handler: run, Timeout: run, MemorySize: 'memory limits', Environment: run, Description: run, Code: run, Runtime: run },
    ...{ Architectures: run, Role: permissions, TracingConfig: 'tracing', ReservedConcurrentExecutions: 'reserved concurrency', LoggingConfig: logs },
  },
  'AWS::Lambda::EventSourceMapping': {
    ...{ EventSourceArn: run, FunctionName: run, Enabled: run, BatchSize: run, MaximumBatchingWindowInSeconds: run, StartingPosition: run },
    ...{ BisectBatchOnFunctionError: run, MaximumRetryAttempts: run, MaximumRecordAgeInSeconds: run, FunctionResponseTypes: run, DestinationConfig: run },
    ...{ FilterCriteria: run, ScalingConfig: run },
  },
  'AWS::Lambda::EventInvokeConfig': { FunctionName: run, Qualifier: run, MaximumRetryAttempts: run, DestinationConfig: run },
  'AWS::KMS::Key': { Description: run, KeySpec: run, KeyUsage: run, EnableKeyRotation: 'key rotation', KeyPolicy: permissions },
  'AWS::KMS::Alias': { AliasName: run, TargetKeyId: run },
  'AWS::ApiGatewayV2::Api': { Name: run, ProtocolType: run, DisableExecuteApiEndpoint: 'closing of the default address' },
  'AWS::ApiGatewayV2::Integration': { ApiId: run, IntegrationType: run, IntegrationUri: run, PayloadFormatVersion: run, TimeoutInMillis: run },
  'AWS::ApiGatewayV2::Route': { ApiId: run, AuthorizationType: run, RouteKey: run, Target: run },
  'AWS::ApiGatewayV2::Stage': {
    ...{ ApiId: run, AutoDeploy: run, StageName: run, AccessLogSettings: 'access logs', DefaultRouteSettings: 'request throttling' },
    RouteSettings: 'request throttling',
  },
  'AWS::Events::Rule': { ScheduleExpression: run, EventPattern: run, State: run, Targets: run, Name: run, Description: run },
  'AWS::SES::ConfigurationSet': { SuppressionOptions: 'the list of addresses that took no mail' },
  'AWS::SES::ConfigurationSetEventDestination': { ConfigurationSetName: run, EventDestination: run },
  'AWS::Scheduler::Schedule': { ScheduleExpression: run, State: run, Target: run, FlexibleTimeWindow: run, Name: run, Description: run },
};
const sameAs: Record<string, string> = { 'AWS::DynamoDB::GlobalTable': 'AWS::DynamoDB::Table' };

/** Whole services and types, by the beginning of their name. */
const types: Record<string, string> = {
  'AWS::IAM::': permissions,
  'AWS::Lambda::Permission': permissions,
  'AWS::SQS::QueuePolicy': permissions,
  'AWS::SNS::': notices,
  'AWS::Logs::': logs,
  'AWS::CloudWatch::': 'alarms',
  'AWS::WAFv2::': 'the web application firewall',
  'AWS::CloudFront::': 'the front door (CloudFront)',
  'AWS::CDK::Metadata': run,
};

const typeWords = (type: string): string => Object.entries(types).find(([start]) => type.startsWith(start))?.[1] ?? type;

const propertyWords = (type: string, known: Record<string, string>, given: Record<string, unknown>): string[] =>
  Object.entries(given)
    .filter(([, value]) => value !== false)
    .map(([name]) => known[name] ?? `${name} of ${type}`);

const cron = (type: string, given: Record<string, unknown>): string[] => {
  const expression = given.ScheduleExpression;
  const runs = typeof expression !== 'string' || expression.startsWith('rate(');
  return (type === 'AWS::Events::Rule' || type === 'AWS::Scheduler::Schedule') && !runs ? ['schedules that are no rate'] : [];
};

/** Each phrase once, with the number of resources it concerns; empty when all is run. */
export const notRun = ({ Resources }: Template): string[] => {
  const counts = new Map<string, number>();
  for (const { Type, Properties } of Object.values(Resources)) {
    const known = properties[sameAs[Type] ?? Type];
    const words = known ? [...propertyWords(Type, known, Properties), ...cron(Type, Properties)] : [typeWords(Type)];
    for (const word of new Set(words)) if (word !== run) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => (count > 1 ? `${word} (${count})` : word));
};
