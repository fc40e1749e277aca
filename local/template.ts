/** CloudFormation's intrinsic functions, resolved to values of this machine. */
import * as z from 'zod/mini';
import type { Place } from './place.ts';

const json = z.record(z.string(), z.unknown());
const resource = z.object({ Type: z.string(), Properties: z._default(json, {}), Condition: z.optional(z.string()) });
export const templateShape = z.object({
  Parameters: z._default(z.record(z.string(), z.object({ Type: z.string(), Default: z.optional(z.unknown()) })), {}),
  Mappings: z._default(z.record(z.string(), z.record(z.string(), json)), {}),
  Conditions: z._default(json, {}),
  Resources: z.record(z.string(), resource),
  Outputs: z._default(z.record(z.string(), z.object({ Value: z.unknown(), Condition: z.optional(z.string()) })), {}),
});
export type Template = z.infer<typeof templateShape>;

/** What `Ref` (no attribute) and `Fn::GetAtt` of a resource give. */
type Named = (logicalId: string, attribute?: string) => unknown;
export type Resolve = (value: unknown) => unknown;
type Intrinsic = (argument: unknown, context: Context) => unknown;
type Context = { template: Template; place: Place; parameters: Record<string, unknown>; named: Named; resolve: Resolve };

/** What `AWS::NoValue` leaves: the property or element is not there. */
const nothing = Symbol('AWS::NoValue');

const list = (value: unknown): unknown[] => z.array(z.unknown()).parse(value);
const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`the template wants a text here: ${JSON.stringify(value)}`);
};

const ref = (name: string, { place, parameters, named, template }: Context): unknown => {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': place.urlSuffix,
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${place.stackName}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': nothing,
  };
  if (name in pseudo) return pseudo[name];
  if (!(name in template.Parameters)) return named(name);
  const value = parameters[name] ?? template.Parameters[name]?.Default;
  if (value === undefined) throw new Error(`the template's parameter ${name} has no value`);
  return value;
};

const attribute = (argument: unknown, context: Context): unknown => {
  const parts = typeof argument === 'string' ? argument.split(/\.(.*)/s) : list(argument).map((part) => text(context.resolve(part)));
  return context.named(parts[0] ?? '', parts[1] ?? '');
};

const substitute = (argument: unknown, context: Context): string => {
  const [pattern, own] = typeof argument === 'string' ? [argument, {}] : list(argument);
  const values = json.parse(own ?? {});
  return text(pattern).replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in values) return text(context.resolve(values[name]));
    return text(name.includes('.') ? attribute(name, context) : ref(name, context));
  });
};

const holds = (name: string, context: Context): boolean => {
  const condition = context.template.Conditions[name];
  if (condition === undefined) throw new Error(`the template has no condition ${name}`);
  return context.resolve(condition) === true;
};

const lookedUp = ([map, first, second]: string[], { template }: Context): unknown => {
  const found = template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
  if (found === undefined) throw new Error(`the template's mapping ${map} has no ${first}.${second}`);
  return found;
};

const texts = (argument: unknown, { resolve }: Context): string[] => list(resolve(argument)).map(text);

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, context) => ref(text(argument), context),
  'Fn::GetAtt': attribute,
  'Fn::Join': (argument, context) => {
    const [separator, parts] = list(argument);
    return texts(parts, context).join(text(separator));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, { resolve }) => {
    const [index, parts] = list(argument);
    return list(resolve(parts))[Number(resolve(index))];
  },
  'Fn::Split': (argument, { resolve }) => {
    const [separator, whole] = list(argument);
    return text(resolve(whole)).split(text(separator));
  },
  'Fn::If': (argument, context) => {
    const [condition, yes, no] = list(argument);
    return context.resolve(holds(text(condition), context) ? yes : no);
  },
  'Fn::Equals': (argument, { resolve }) => {
    const [left, right] = list(argument).map((side) => text(resolve(side)));
    return left === right;
  },
  'Fn::And': (argument, { resolve }) => list(argument).every((part) => resolve(part) === true),
  'Fn::Or': (argument, { resolve }) => list(argument).some((part) => resolve(part) === true),
  'Fn::Not': (argument, { resolve }) => resolve(list(argument)[0]) !== true,
  Condition: (argument, context) => holds(text(argument), context),
  'Fn::FindInMap': (argument, context) => lookedUp(texts(argument, context), context),
  'Fn::Base64': (argument, { resolve }) => Buffer.from(text(resolve(argument))).toString('base64'),
};

const resolveRecord = (value: Record<string, unknown>, context: Context): unknown => {
  const [name, ...others] = Object.keys(value);
  const intrinsic = name !== undefined && others.length === 0 ? intrinsics[name] : undefined;
  if (name && intrinsic && !(name === 'Condition' && typeof value[name] !== 'string')) return intrinsic(value[name], context);
  if (name?.startsWith('Fn::')) throw new Error(`the embedded engine does not know ${name}`);
  const entries = Object.entries(value).map(([key, inner]) => [key, context.resolve(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== nothing));
};

/** Resolves any value of the template; throws where the template asks for what is not there. */
export const resolver = (template: Template, place: Place, parameters: Record<string, unknown>, named: Named): Resolve => {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve).filter((inner) => inner !== nothing);
    if (typeof value === 'object' && value !== null) return resolveRecord(json.parse(value), context);
    return value;
  };
  const context: Context = { template, place, parameters, named, resolve };
  return resolve;
};

/** Whether a resource or output is there at all: its `Condition` holds, or it has none. */
export const present = ({ Condition }: { Condition?: string | undefined }, resolve: Resolve): boolean =>
  Condition === undefined || resolve({ Condition }) === true;
