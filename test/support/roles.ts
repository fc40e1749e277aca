/** What the roles of the stack allow, and a judge who decides calls to DynamoDB by them as IAM does: the embedded engine itself asks no role. */
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

/** One thing that a call asks for. `rows`: the partition keys it touches. */
export type Asked = { action: string; resource: string; rows: string[] };

const key = z.looseObject({ pk: z.object({ S: z.string() }) });
const part = z.looseObject({ TableName: z.string(), Key: key.optional(), Item: key.optional() });
const query = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.templateLiteral([z.literal('#pk = :pk'), z.string()]),
  ExpressionAttributeValues: z.looseObject({ ':pk': z.object({ S: z.string() }) }),
});
const transaction = z.object({ TransactItems: z.array(z.record(z.enum(['Put', 'Update', 'Delete', 'ConditionCheck']), part.optional())) });
const actionOfPart = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' } as const;

const one = (action: string, { TableName, Key, Item }: z.infer<typeof part>): Asked => ({
  action: `dynamodb:${action}`,
  resource: TableName,
  rows: [Key ?? Item].flatMap((found) => (found ? [found.pk.S] : [])),
});
/** What a call of DynamoDB's protocol asks for. What is not known here asks for itself, and is granted to nobody. */
export const askedBy = (operation: string, input: unknown): Asked[] => {
  if (operation === 'TransactWriteItems')
    return transaction.parse(input).TransactItems.flatMap((parts) =>
      Object.entries(actionOfPart).flatMap(([name, action]) => {
        const found = Object.entries(parts).find(([of]) => of === name)?.[1];
        return found ? [one(action, found)] : [];
      }),
    );
  if (operation !== 'Query') return [one(operation, part.parse(input))];
  const { TableName, IndexName, ExpressionAttributeValues } = query.parse(input);
  return [{ action: 'dynamodb:Query', resource: IndexName ? `${TableName}/index/${IndexName}` : TableName, rows: [ExpressionAttributeValues[':pk'].S] }];
};

const like = (pattern: string, value: string) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(value);

/** May this be done under these statements? `asked.resource` is a table by the stack's name for it, as `TableWork/index/due`. */
export const isAllowed = (allowed: Allowed[], { action, resource, rows }: Asked): boolean =>
  allowed.some(({ actions, resources, conditions }) => {
    const patterns = conditions['dynamodb:LeadingKeys'];
    return actions.includes(action) && resources.includes(resource) && (!patterns || rows.every((row) => patterns.some((pattern) => like(pattern, row))));
  });
