import { describe, expect, test } from 'vitest';
import { thisMachine } from '#local/place';
import { resolver, type Template, templateShape } from '#local/template';

const template: Template = templateShape.parse({
  Parameters: { Given: { Type: 'String' }, Usual: { Type: 'String', Default: 'by default' }, Missing: { Type: 'String' } },
  Mappings: { Sizes: { small: { memory: 128 } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Given' }, 'given'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
  },
  Resources: { Thing: { Type: 'A::B::Thing' } },
});
const resolve = resolver(template, thisMachine, { Given: 'given' }, (id, attribute) => (attribute === undefined ? `ref:${id}` : `${id}->${attribute}`));

/** Marks as CloudFormation writes them. */
const marked = (pattern: string) => pattern.replaceAll('<', '${').replaceAll(/(?<!-)>/g, '}');

describe('the template of the stack, resolved for this machine', () => {
  test.each<[string, unknown, unknown]>([
    ['a reference to a resource', { Ref: 'Thing' }, 'ref:Thing'],
    ['a reference to a parameter that was given', { Ref: 'Given' }, 'given'],
    ['a parameter nobody gave', { Ref: 'Usual' }, 'by default'],
    ['the region', { Ref: 'AWS::Region' }, 'eu-west-2'],
    ['the account', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['an attribute as a list', { 'Fn::GetAtt': ['Thing', 'Arn'] }, 'Thing->Arn'],
    ['an attribute with dots', { 'Fn::GetAtt': 'Thing.Endpoint.Address' }, 'Thing->Endpoint.Address'],
    ['a join of values', { 'Fn::Join': ['-', ['a', { Ref: 'Given' }, { 'Fn::GetAtt': ['Thing', 'Arn'] }]] }, 'a-given-Thing->Arn'],
    ['a substitution', { 'Fn::Sub': marked('<Given>/<Thing>/<Thing.Arn>/<AWS::Region>/<!Kept>') }, marked('given/ref:Thing/Thing->Arn/eu-west-2/<Kept>')],
    ['a substitution with values of its own', { 'Fn::Sub': [marked('<Own>'), { Own: { Ref: 'Given' } }] }, 'given'],
    ['a selection of a split', { 'Fn::Select': [1, { 'Fn::Split': ['>', { 'Fn::GetAtt': ['Thing', 'Arn'] }] }] }, 'Arn'],
    ['a selection by a text', { 'Fn::Select': ['0', ['a', 'b']] }, 'a'],
    ['a condition that holds', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['a condition that does not', { 'Fn::If': ['No', 'a', 'b'] }, 'b'],
    ['both of two conditions', { 'Fn::If': ['Both', 'a', 'b'] }, 'b'],
    ['one of two conditions', { 'Fn::If': ['Either', 'a', 'b'] }, 'a'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
    ['base64', { 'Fn::Base64': { Ref: 'Given' } }, 'Z2l2ZW4='],
    ['a property that is taken back', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['an element that is taken back', [{ 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }, 'b'], ['b']],
    [
      'a policy statement, whose condition is none of the template',
      { Condition: { StringEquals: { a: { Ref: 'Given' } } } },
      { Condition: { StringEquals: { a: 'given' } } },
    ],
  ])('%s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['a parameter without a value', { Ref: 'Missing' }, 'Missing has no value'],
    ['a function the engine does not know', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    ['a condition that is not there', { 'Fn::If': ['Maybe', 1, 2] }, 'Maybe'],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'large', 'memory'] }, 'large'],
  ])('%s is refused, never left out', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});
