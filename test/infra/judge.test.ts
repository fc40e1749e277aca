import { describe, expect, test } from 'vitest';
import { type Asked, askedBy, isAllowed, roles } from '#test/roles';

const cloud = roles('cloud');
const may = (name: string, operation: string, input: object) => askedBy(operation, input).every((asked) => isAllowed(cloud[name] ?? [], asked));
const row = (table: string, pk: string, sk = 'S') => ({ TableName: `Table${table}`, Key: { pk: { S: pk }, sk: { S: sk } } });
const item = (table: string, pk: string, sk = 'S') => ({ TableName: `Table${table}`, Item: { pk: { S: pk }, sk: { S: sk } } });
const query = (table: string, pk: string, IndexName?: string) => ({
  TableName: `Table${table}`,
  IndexName,
  KeyConditionExpression: '#pk = :pk AND #sk >= :from',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: 'C' } },
});

describe('judged by the roles of the cloud', () => {
  test('deliver may switch off an endpoint, and neither register a client nor change a practice', () => {
    expect(may('Deliver', 'PutItem', item('Access', 'ENDPOINT#drumgarth'))).toBe(true);
    expect(may('Deliver', 'PutItem', item('Access', 'CLIENT#mine'))).toBe(false);
    expect(may('Deliver', 'PutItem', item('Access', 'PRACTICE#birchtree'))).toBe(false);
    expect(may('Deliver', 'GetItem', row('Access', 'PRACTICE#birchtree'))).toBe(true);
  });

  test('the api may commit and spend an assertion, and let in nobody', () => {
    const commit = { TransactItems: [{ Put: item('Referrals', 'REF#r') }, { Put: item('Referrals', 'REF#r', 'E#000001') }] };
    expect(may('Api', 'TransactWriteItems', commit)).toBe(true);
    expect(may('Api', 'PutItem', item('Access', 'JTI#gp#hash'))).toBe(true);
    expect(may('Api', 'PutItem', item('Access', 'CLIENT#mine'))).toBe(false);
    expect(may('Api', 'UpdateItem', row('Access', 'CLIENT#gp'))).toBe(false);
  });

  test('one part of a transaction that is not allowed stops the whole', () => {
    const delivered = { TransactItems: [{ Put: item('Referrals', 'REF#r') }, { Put: item('Referrals', 'KEY#gp#mac', 'K') }] };
    expect(may('Deliver', 'TransactWriteItems', { TransactItems: delivered.TransactItems.slice(0, 1) })).toBe(true);
    expect(may('Deliver', 'TransactWriteItems', delivered)).toBe(false);
  });

  test('an index is a permission of its own', () => {
    expect(may('Sweep', 'Query', query('Work', 'D#0', 'due'))).toBe(true);
    expect(may('Sweep', 'Query', query('Referrals', 'O#drumgarth#open', 'party'))).toBe(false);
    expect(may('Relay', 'Query', query('Referrals', 'REF#r'))).toBe(true);
    expect(may('Relay', 'Query', query('Referrals', 'C#2026-11-23T09:30#0', 'fixed'))).toBe(false);
  });

  test('send, wake and the front door may touch no table at all', () => {
    for (const name of ['Send', 'Wake', 'FrontDoor']) {
      for (const table of ['Referrals', 'Work', 'Access']) expect(may(name, 'GetItem', row(table, 'REF#r')), `${name} ${table}`).toBe(false);
    }
  });

  test('nobody may scan, and nobody may what this judge has never heard of', () => {
    for (const name of Object.keys(cloud)) {
      for (const operation of ['Scan', 'DeleteTable', 'ExecuteStatement']) expect(may(name, operation, { TableName: 'TableReferrals' }), name).toBe(false);
    }
  });
});

test('a query says which rows it touches, or is not understood', () => {
  expect(askedBy('Query', query('Work', 'D#0', 'due'))).toEqual<Asked[]>([{ action: 'dynamodb:Query', resource: 'TableWork/index/due', rows: ['D#0'] }]);
  expect(() => askedBy('Query', { TableName: 'TableWork', KeyConditionExpression: 'pk = :x', ExpressionAttributeValues: {} })).toThrow();
});
