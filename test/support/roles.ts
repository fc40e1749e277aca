/** What the roles of the stack allow, and a judge who decides by them as IAM does: the embedded engine itself asks no role. */
import * as z from 'zod';
import { hubTemplate, ofType, plain, type Stage, said } from './stacks.ts';

const list = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).transform((all) => all.map(said));
const operators = z.enum(['StringEquals', 'StringLike', 'ForAllValues:StringLike']);
const statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: list,
  Resource: list,
  Condition: z.partialRecord(operators, z.record(z.string(), list)).default({}),
});
const policy = z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) });
const role = z.strictObject({ AssumeRolePolicyDocument: z.unknown(), ManagedPolicyArns: z.array(z.unknown().transform(said)) });

/** `conditions`: by key, the values or patterns that are allowed. */
export type Allowed = { actions: string[]; resources: string[]; conditions: Record<string, string[]> };

/** By function, as the stack names it: `Relay`. */
export const roles = (stage: Stage): Record<string, Allowed[]> => {
  const template = hubTemplate(stage);
  const policies = new Map(ofType(template, 'AWS::IAM::ManagedPolicy').map(([id, one]) => [plain(id), policy.parse(one.Properties).PolicyDocument.Statement]));
  const policiesOf = new Map(ofType(template, 'AWS::IAM::Role').map(([id, one]) => [plain(id), role.parse(one.Properties).ManagedPolicyArns]));
  const allowed = (name: string): Allowed[] =>
    (policies.get(name) ?? []).map(({ Action, Resource, Condition }) => ({
      actions: Action,
      resources: Resource,
      conditions: Object.assign({}, ...Object.values(Condition)),
    }));
  return Object.fromEntries(
    ofType(template, 'AWS::Lambda::Function').map(([id, one]) => [plain(id), (policiesOf.get(said(one.Properties.Role)) ?? []).flatMap(allowed)]),
  );
};

/** One thing that a call asks for. `resource`: by the stack's name, as `TableWork/index/due`. `facts`: what IAM's conditions look at. */
export type Asked = { action: string; resource: string; facts: Record<string, string[]> };

const like = (pattern: string, value: string) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(value);

/** May this be done under these statements? A condition on what the call says nothing about does not hold. */
export const isAllowed = (allowed: Allowed[], { action, resource, facts }: Asked): boolean =>
  allowed.some(({ actions, resources, conditions }) => {
    const holds = ([name, patterns]: [string, string[]]) => facts[name]?.every((value) => patterns.some((pattern) => like(pattern, value))) ?? false;
    return actions.includes(action) && resources.includes(resource) && Object.entries(conditions).every(holds);
  });
