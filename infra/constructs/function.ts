import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IManagedPolicy, ManagedPolicy, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, LoggingFormat, Runtime, SystemLogLevel, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ownLogs } from './permissions.ts';

type HubFunctionProps = {
  /** Path from the root of the repository, as `functions/relay.ts`; it exports `handler`. */
  entry: string;
  description: string;
  /** Who is hurt while it fails: the first words of its alarms. */
  impact: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** How many run at once at most; the rest of the account keeps its own. */
  atOnce: number;
  environment: Record<string, string>;
  may: PolicyStatement[];
  /** The one policy that all functions share. */
  traces: IManagedPolicy;
  logKey: IKey;
  removalPolicy: RemovalPolicy;
};

/** One function with a role of its own. The role is closed: what `may` does not say, no other construct can add. */
export class HubFunction extends NodejsFunction {
  readonly entry: string;
  readonly impact: string;
  readonly logs: ILogGroup;

  constructor(scope: Construct, id: string, props: HubFunctionProps) {
    const { logKey, removalPolicy } = props;
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: RetentionDays.SIX_MONTHS, encryptionKey: logKey, removalPolicy });
    super(scope, id, {
      ...bundled(scope, props.entry),
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes,
      reservedConcurrentExecutions: props.atOnce,
      environment: props.environment,
      role: closedRole(scope, id, [ownLogs(logGroup), ...props.may], props.traces),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      logGroup,
    });
    this.entry = props.entry;
    this.impact = props.impact;
    this.logs = logGroup;
  }
}

const closedRole = (scope: Construct, id: string, statements: PolicyStatement[], traces: IManagedPolicy) => {
  const policy = new ManagedPolicy(scope, `${id}May`, { description: `All that ${id} may touch`, statements });
  const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
  return new Role(scope, `${id}Role`, { assumedBy, managedPolicies: [policy, traces] }).withoutPolicyUpdates();
};

/** Without bundling (the embedded engine, assertion tests) no code is staged: the engine runs the entry itself. */
const bundled = (scope: Construct, entry: string) => {
  if (!Stack.of(scope).bundlingRequired) return { code: Code.fromInline(`// ${entry}`), handler: 'index.handler' };
  return {
    entry,
    depsLockFilePath: 'package-lock.json',
    bundling: {
      minify: true,
      sourceMap: false,
      target: 'node24',
      format: OutputFormat.ESM,
      // CommonJS packages inside an ESM bundle call `require` for Node's own modules.
      banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      // The packages' ESM sources lose what is unused: 210 kB less and 23 ms faster at a cold start.
      mainFields: ['module', 'main'],
      // The SDK is part of the bundle: tested here, deployed there, the same version.
      externalModules: [],
    },
  };
};
