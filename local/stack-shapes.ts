/** The properties the engine reads, by resource type. What it does not read is named by `not-run.ts`. */
import * as z from 'zod/mini';

const number = z.coerce.number();
const boolean = z.boolean();
const text = z.coerce.string();
const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const index = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: z.record(z.string(), z.unknown()) });

export const tableShape = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.optional(z.array(index)),
  LocalSecondaryIndexes: z.optional(z.array(index)),
  StreamSpecification: z.optional(z.object({ StreamViewType: z.string() })),
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.optional(z.string()), Enabled: boolean })),
});

export const queueShape = z.object({
  FifoQueue: z.optional(boolean),
  ContentBasedDeduplication: z.optional(boolean),
  VisibilityTimeout: z.optional(number),
  DelaySeconds: z.optional(number),
  ReceiveMessageWaitTimeSeconds: z.optional(number),
  MaximumMessageSize: z.optional(number),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: number })),
});

export const functionShape = z.object({
  Handler: z.string(),
  Timeout: z._default(number, 3),
  MemorySize: z._default(number, 128),
  Environment: z.optional(z.object({ Variables: z._default(z.record(z.string(), text), {}) })),
});

export const keyShape = z.object({ KeySpec: z._default(z.string(), 'SYMMETRIC_DEFAULT') });
export const aliasShape = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

export const integrationShape = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z._default(number, 30_000),
});
export const routeShape = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.literal('NONE'), 'NONE'),
});
export const stageShape = z.object({ StageName: z.literal('$default') });

const destination = z.object({ OnFailure: z.optional(z.object({ Destination: z.string() })) });
/** -1 means without limit, as AWS says it. */
const limit = z._default(number, -1);
export const sourceShape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(boolean, true),
  BatchSize: z.optional(number),
  MaximumBatchingWindowInSeconds: z._default(number, 0),
  StartingPosition: z.optional(z.enum(['TRIM_HORIZON', 'LATEST'])),
  BisectBatchOnFunctionError: z._default(boolean, false),
  MaximumRetryAttempts: limit,
  MaximumRecordAgeInSeconds: limit,
  FunctionResponseTypes: z._default(z.array(z.string()), []),
  DestinationConfig: z.optional(destination),
  FilterCriteria: z.optional(z.object({ Filters: z._default(z.array(z.object({ Pattern: z.string() })), []) })),
  ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.optional(number) })),
});

export const invokeConfigShape = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z._default(number, 2),
  DestinationConfig: z.optional(destination),
});

const state = z._default(z.enum(['ENABLED', 'DISABLED']), 'ENABLED');
const transformer = z.object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() });
export const ruleShape = z.object({
  ScheduleExpression: z.optional(z.string()),
  EventPattern: z.optional(z.record(z.string(), z.unknown())),
  State: state,
  Targets: z._default(z.array(z.object({ Arn: z.string(), Input: z.optional(z.string()), InputTransformer: z.optional(transformer) })), []),
});
export const scheduleShape = z.object({
  ScheduleExpression: z.string(),
  State: state,
  Target: z.object({ Arn: z.string(), Input: z.optional(z.string()) }),
});
