/** Whom a local hub knows, as its sign-in page shows them. */
import * as z from 'zod/mini';
import { type StaffRole, type User, user } from '#identity/users';
import type { AwsJson } from '#local/aws-json';

/** `is`: what they are, and where; `ended`: the hub will refuse them. */
export type Person = { id: string; name: string; mail: string; is: string; ended: boolean };

const page = z.object({ Items: z.array(z.object({ data: z.object({ S: z.string() }) })), LastEvaluatedKey: z.optional(z.unknown()) });
const filter = { FilterExpression: 'begins_with(pk, :kind) AND sk = :own' };
/** The records of one kind. A hub on one machine is small enough to be read through. */
const records = async (call: AwsJson, TableName: string, kind: 'USER' | 'PRACTICE' | 'PRACTITIONER'): Promise<unknown[]> => {
  const ExpressionAttributeValues = { ':kind': { S: `${kind}#` }, ':own': { S: 'S' } };
  const found: unknown[] = [];
  for (let from: unknown, first = true; first || from; first = false) {
    const input = { TableName, ...filter, ExpressionAttributeValues, ConsistentRead: true, ...(from ? { ExclusiveStartKey: from } : {}) };
    const { Items, LastEvaluatedKey } = page.parse(await call('DynamoDB_20120810.Scan', input));
    found.push(...Items.map(({ data }) => JSON.parse(data.S)));
    from = LastEvaluatedKey;
  }
  return found;
};

const named = z.object({ id: z.string(), name: z.string(), practices: z.optional(z.array(z.string())) });
type Named = z.infer<typeof named>;
const byId = (found: unknown[]): Map<string, Named> => new Map(found.map((one) => named.parse(one)).map((one) => [one.id, one]));

const staffWords: Record<StaffRole, string> = {
  gp: 'GP',
  nurse: 'practice nurse',
  manager: 'practice manager',
  reception: 'reception',
  other: 'practice team',
};
const isOf = (one: User, practices: Map<string, Named>, practitioners: Map<string, Named>): string => {
  const nameOf = (id: string) => practices.get(id)?.name ?? id;
  switch (one.role) {
    case 'practitioner':
      return ['links practitioner', ...(practitioners.get(one.practitioner)?.practices ?? []).map(nameOf)].join(', ');
    case 'staff':
      return `${staffWords[one.staff]}, ${nameOf(one.practice)}`;
    case 'manager':
      return 'programme manager';
    case 'collector':
      return ['data collector', ...one.collects.map(nameOf)].join(', ');
  }
};

export const peopleIn = async (call: AwsJson, table: string): Promise<Person[]> => {
  const [users, practices, practitioners] = await Promise.all([
    records(call, table, 'USER'),
    records(call, table, 'PRACTICE').then(byId),
    records(call, table, 'PRACTITIONER').then(byId),
  ]);
  return users
    .map((one) => user.parse(one))
    .map((one) => ({ id: one.id, name: one.name, mail: one.mail, is: isOf(one, practices, practitioners), ended: one.disabled === true }))
    .sort((one, other) => one.is.localeCompare(other.is) || one.name.localeCompare(other.name));
};
