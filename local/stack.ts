/** The synthesized stack as the engine runs it: the template's resources, resolved and typed. */
import type * as z from 'zod/mini';
import { nameOf, namer, type Origins } from './names.ts';
import { arn, type Place } from './place.ts';
import { every } from './rate.ts';
import {
  aliasShape,
  functionShape,
  integrationShape,
  invokeConfigShape,
  keyShape,
  queueShape,
  routeShape,
  ruleShape,
  scheduleShape,
  sourceShape,
  stageShape,
  tableShape,
} from './stack-shapes.ts';
import { present, type Resolve, resolver, type Template } from './template.ts';

type Named<Shape> = { id: string; name: string; arn: string } & Shape;
export type HubTable = Named<z.infer<typeof tableShape>>;
export type HubQueue = Named<z.infer<typeof queueShape>>;
export type HubFunction = Named<{ entry: string; exportName: string; timeoutMs: number; memoryMb: number; environment: Record<string, string> }>;
export type HubKey = { keyId: string; arn: string; spec: string; aliases: string[] };
/** `key` as the gateway writes it: `GET /a/{b}`, `ANY /c/{d+}` or `$default`. */
export type HubRoute = { key: string; functionId: string; timeoutMs: number };
/** How a source is read, as the template says it; -1 is no limit. */
export type Settings = Omit<z.infer<typeof sourceShape>, 'EventSourceArn' | 'FunctionName' | 'Enabled'>;
/** `source`: name of the table or queue. */
export type HubSource = { id: string; from: 'stream' | 'queue'; source: string; sourceArn: string; functionId: string; settings: Settings };
/** `input`: JSON text. */
export type HubSchedule = { id: string; everyMs: number; functionId: string; input: string };
/** `pattern`: JSON text. `passes`: what of the event reaches the function; all of it when absent. */
export type HubRule = { id: string; pattern: string; functionId: string; passes: z.infer<typeof ruleShape>['Targets'][number]['InputTransformer'] };
/** What becomes of an event that nobody waits for when the function fails. */
export type Unattended = { functionId: string; retries: number; onFailure?: string };
export type HubStack = {
  tables: HubTable[];
  queues: HubQueue[];
  functions: HubFunction[];
  keys: HubKey[];
  routes: HubRoute[];
  sources: HubSource[];
  schedules: HubSchedule[];
  rules: HubRule[];
  unattended: Unattended[];
  outputs: Record<string, string>;
};

/** `entries`: source file of each function, by logical id, from the root of the repository. */
export type Synthesized = { template: Template; entries: Record<string, string> };
/** One resource of the template, resolved. */
type Found = { id: string; type: string; properties: Record<string, unknown> };

const tableTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

const found = (template: Template, resolve: Resolve): Found[] =>
  Object.entries(template.Resources)
    .filter(([, one]) => present(one, resolve))
    .map(([id, { Type, Properties }]) => ({ id, type: Type, properties: Object(resolve(Properties)) }));

const functionIn = (functions: HubFunction[], nameOrArn: string): string => {
  const one = functions.find(({ name, arn }) => arn === nameOrArn || name === nameOrArn || nameOrArn.endsWith(`${arn}/invocations`));
  if (!one) throw new Error(`the template speaks of a function it does not hold: ${nameOrArn}`);
  return one.id;
};

const routesOf = (resources: Found[], functions: HubFunction[]): HubRoute[] => {
  for (const { properties } of resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Stage')) stageShape.parse(properties);
  const integrations = new Map(
    resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Integration').map(({ id, properties }) => [id, integrationShape.parse(properties)]),
  );
  return resources
    .filter(({ type }) => type === 'AWS::ApiGatewayV2::Route')
    .map(({ id, properties }) => {
      const route = routeShape.parse(properties);
      const integration = integrations.get(route.Target.replace('integrations/', ''));
      if (!integration) throw new Error(`the route ${id} leads nowhere`);
      return { key: route.RouteKey, functionId: functionIn(functions, integration.IntegrationUri), timeoutMs: integration.TimeoutInMillis };
    });
};

const sourcesOf = (resources: Found[], tables: HubTable[], queues: HubQueue[], functions: HubFunction[]): HubSource[] =>
  resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .flatMap(({ id, properties }) => {
      const { EventSourceArn: sourceArn, FunctionName, Enabled, ...settings } = sourceShape.parse(properties);
      const table = tables.find((one) => sourceArn.startsWith(`${one.arn}/stream/`));
      const queue = queues.find((one) => one.arn === sourceArn);
      const source = table?.name ?? queue?.name;
      if (source === undefined) throw new Error(`the event source mapping ${id} reads what the template does not hold: ${sourceArn}`);
      return Enabled ? [{ id, from: table ? 'stream' : 'queue', source, sourceArn, functionId: functionIn(functions, FunctionName), settings }] : [];
    });

const schedulesOf = (resources: Found[], functions: HubFunction[]): HubSchedule[] => {
  const scheduled = (id: string, expression: string | undefined, target: { Arn: string; Input?: string | undefined }): HubSchedule[] => {
    const everyMs = expression && every(expression);
    return everyMs ? [{ id, everyMs, functionId: functionIn(functions, target.Arn), input: target.Input ?? '{}' }] : [];
  };
  return resources.flatMap(({ id, type, properties }) => {
    if (type === 'AWS::Events::Rule') {
      const { ScheduleExpression, State, Targets } = ruleShape.parse(properties);
      return State === 'ENABLED' ? Targets.flatMap((target) => scheduled(id, ScheduleExpression, target)) : [];
    }
    if (type !== 'AWS::Scheduler::Schedule') return [];
    const { ScheduleExpression, State, Target } = scheduleShape.parse(properties);
    return State === 'ENABLED' ? scheduled(id, ScheduleExpression, Target) : [];
  });
};

const rulesOf = (resources: Found[], functions: HubFunction[]): HubRule[] =>
  resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .flatMap(({ id, properties }) => {
      const { EventPattern, State, Targets } = ruleShape.parse(properties);
      if (!EventPattern || State !== 'ENABLED') return [];
      const pattern = JSON.stringify(EventPattern);
      return Targets.map(({ Arn, InputTransformer: passes }) => ({ id, pattern, functionId: functionIn(functions, Arn), passes }));
    });

const keysOf = (resources: Found[], place: Place, ref: (id: string) => string): HubKey[] => {
  const aliases = resources.filter(({ type }) => type === 'AWS::KMS::Alias').map(({ properties }) => aliasShape.parse(properties));
  return resources
    .filter(({ type }) => type === 'AWS::KMS::Key')
    .map(({ id, properties }) => {
      const keyArn = arn(place, 'kms', `key/${ref(id)}`);
      const own = aliases.filter(({ TargetKeyId }) => TargetKeyId === ref(id) || TargetKeyId === keyArn).map(({ AliasName }) => AliasName);
      return { keyId: ref(id), arn: keyArn, spec: keyShape.parse(properties).KeySpec, aliases: own };
    });
};

const functionsOf = (resources: Found[], entries: Record<string, string>, name: (id: string) => string, place: Place): HubFunction[] =>
  resources
    .filter(({ id, type }) => type === 'AWS::Lambda::Function' && id in entries)
    .map(({ id, properties }) => {
      const { Handler, Timeout, MemorySize, Environment } = functionShape.parse(properties);
      const own = { entry: entries[id] ?? '', exportName: Handler.split('.').at(-1) ?? '', timeoutMs: Timeout * 1000, memoryMb: MemorySize };
      return { id, name: name(id), arn: arn(place, 'lambda', `function:${name(id)}`), ...own, environment: Environment?.Variables ?? {} };
    });

const unattendedOf = (resources: Found[], functions: HubFunction[]): Unattended[] =>
  resources
    .filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig')
    .map(({ properties }) => {
      const { FunctionName, MaximumRetryAttempts, DestinationConfig } = invokeConfigShape.parse(properties);
      const onFailure = DestinationConfig?.OnFailure?.Destination;
      return { functionId: functionIn(functions, FunctionName), retries: MaximumRetryAttempts, ...(onFailure && { onFailure }) };
    });

const outputsOf = ({ Outputs }: Template, resolve: Resolve): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Outputs)
      .filter(([, output]) => present(output, resolve))
      .map(([name, { Value }]) => [name, String(resolve(Value))]),
  );

/** Resolves the template for this machine. Throws where it holds what would run otherwise than in the cloud: authorizers, other payload formats. */
export const readStack = ({ template, entries }: Synthesized, place: Place, origins: Origins, parameters: Record<string, unknown>): HubStack => {
  const resolve: Resolve = resolver(template, place, parameters, (id, attribute) => names(id, attribute));
  const names = namer(template, place, origins, resolve);
  const name = (id: string) => nameOf(template, place, id, resolve);
  const resources = found(template, resolve);
  const functions = functionsOf(resources, entries, name, place);
  const tables = resources
    .filter(({ type }) => tableTypes.includes(type))
    .map(({ id, properties }) => ({ id, name: name(id), arn: arn(place, 'dynamodb', `table/${name(id)}`), ...tableShape.parse(properties) }));
  const queues = resources
    .filter(({ type }) => type === 'AWS::SQS::Queue')
    .map(({ id, properties }) => ({ id, name: name(id), arn: arn(place, 'sqs', name(id)), ...queueShape.parse(properties) }));
  return {
    tables,
    queues,
    functions,
    keys: keysOf(resources, place, (id) => names(id)),
    routes: routesOf(resources, functions),
    sources: sourcesOf(resources, tables, queues, functions),
    schedules: schedulesOf(resources, functions),
    rules: rulesOf(resources, functions),
    unattended: unattendedOf(resources, functions),
    outputs: outputsOf(template, resolve),
  };
};
