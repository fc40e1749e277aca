/** R4's rules on data types, of the form of those in invariants.ts. */
import { isBefore } from './calendar.ts';
import { type Fields, fieldsOf, has, hasAny, hasChoice, numberOf, textOf } from './fields.ts';
import type { Invariant } from './invariants.ts';
import { hasText, isPlainNarrative } from './narrative.ts';

export const inOrder = (value: Fields, first: string, second: string): boolean => {
  const [a, b] = [textOf(value, first), textOf(value, second)];
  return a === '' || b === '' || !isBefore(b, a);
};
export const notBoth = (value: Fields, first: string, second: string): boolean => !(has(value, first) && has(value, second));
export const needs = (value: Fields, first: string, second: string): boolean => !has(value, first) || has(value, second);
const ucum = 'http://unitsofmeasure.org';
const isUcum = (value: Fields): boolean => !has(value, 'system') || value.system === ucum;
const lowToHigh = (value: Fields): boolean => {
  const [low, high] = [fieldsOf(value, 'low'), fieldsOf(value, 'high')];
  const [from, to] = [numberOf(low, 'value'), numberOf(high, 'value')];
  return from === undefined || to === undefined || low.code !== high.code || low.system !== high.system || from <= to;
};
const both = (value: Fields): boolean => has(value, 'numerator') === has(value, 'denominator') && (has(value, 'numerator') || has(value, 'extension'));
const triggered = (value: Fields): boolean => {
  const type = textOf(value, 'type');
  return (
    (type !== 'named-event' || has(value, 'name')) && (type !== 'periodic' || hasChoice(value, 'timing')) && (!type.startsWith('data-') || has(value, 'data'))
  );
};
/** Without `when` too, which `offset` needs. */
const isAtMeal = (value: Fields): boolean => !Array.isArray(value.when) || value.when.some((code) => ['C', 'CM', 'CD', 'CV'].includes(code));
const quantities = ['Quantity', 'Age', 'Count', 'Distance', 'Duration'].map(
  (type): Invariant => ({ type, key: 'qty-3', text: 'A unit given as `code` needs its `system`.', holds: (value) => needs(value, 'code', 'system') }),
);
const pairs = (type: string, rows: [key: string, first: string, second: string][]) =>
  rows.map(
    ([key, first, second]): Invariant => ({ type, key, text: `\`${first}\` needs \`${second}\` beside it.`, holds: (value) => needs(value, first, second) }),
  );

export const dataTypeInvariants: Invariant[] = [
  { type: 'Period', key: 'per-1', text: '`start` must not be after `end`.', holds: (value) => inOrder(value, 'start', 'end') },
  {
    type: 'Extension',
    key: 'ext-1',
    text: 'An extension has either a `value[x]` or extensions of its own: one of them, not both.',
    holds: (value) => has(value, 'extension') !== hasChoice(value, 'value'),
  },
  { type: 'Attachment', key: 'att-1', text: '`data` needs `contentType` beside it.', holds: (value) => needs(value, 'data', 'contentType') },
  { type: 'ContactPoint', key: 'cpt-2', text: '`value` needs `system` beside it, as phone or email.', holds: (value) => needs(value, 'value', 'system') },
  { type: 'Range', key: 'rng-2', text: '`low` must not be above `high`.', holds: lowToHigh },
  { type: 'Ratio', key: 'rat-1', text: '`numerator` and `denominator` go together; without both there must be an extension.', holds: both },
  {
    type: 'Age',
    key: 'age-1',
    text: 'An age with a value needs a UCUM code, and is above 0.',
    holds: (value) => needs(value, 'value', 'code') && isUcum(value) && (numberOf(value, 'value') ?? 1) > 0,
  },
  {
    type: 'Count',
    key: 'cnt-3',
    text: 'A count is a whole number with the UCUM code 1.',
    holds: (value) =>
      needs(value, 'value', 'code') && isUcum(value) && (!has(value, 'code') || value.code === '1') && Number.isInteger(numberOf(value, 'value') ?? 1),
  },
  { type: 'Distance', key: 'dis-1', text: 'A distance with a value needs a UCUM code.', holds: (value) => needs(value, 'value', 'code') && isUcum(value) },
  {
    type: 'Duration',
    key: 'drt-1',
    text: 'A duration with a code needs a value and the UCUM system.',
    holds: (value) => !has(value, 'code') || (value.system === ucum && has(value, 'value')),
  },
  ...quantities,
  ...pairs('Timing.repeat', [
    ['tim-1', 'duration', 'durationUnit'],
    ['tim-2', 'period', 'periodUnit'],
    ['tim-6', 'periodMax', 'period'],
    ['tim-7', 'durationMax', 'duration'],
    ['tim-8', 'countMax', 'count'],
  ]),
  { type: 'Timing.repeat', key: 'tim-4', text: '`duration` must not be below 0.', holds: (value) => (numberOf(value, 'duration') ?? 0) >= 0 },
  { type: 'Timing.repeat', key: 'tim-5', text: '`period` must not be below 0.', holds: (value) => (numberOf(value, 'period') ?? 0) >= 0 },
  {
    type: 'Timing.repeat',
    key: 'tim-9',
    text: '`offset` needs a `when`, which is not C, CM, CD or CV.',
    holds: (value) => !has(value, 'offset') || !isAtMeal(value),
  },
  { type: 'Timing.repeat', key: 'tim-10', text: 'Send either `timeOfDay` or `when`, not both.', holds: (value) => notBoth(value, 'timeOfDay', 'when') },
  {
    type: 'DataRequirement.codeFilter',
    key: 'drq-1',
    text: 'Send either `path` or `searchParam`: one of them.',
    holds: (value) => has(value, 'path') !== has(value, 'searchParam'),
  },
  {
    type: 'DataRequirement.dateFilter',
    key: 'drq-2',
    text: 'Send either `path` or `searchParam`: one of them.',
    holds: (value) => has(value, 'path') !== has(value, 'searchParam'),
  },
  { type: 'Expression', key: 'exp-1', text: 'An expression needs `expression` or `reference`.', holds: (value) => hasAny(value, 'expression', 'reference') },
  {
    type: 'TriggerDefinition',
    key: 'trd-1',
    text: 'Send either `data` or `timing[x]`, not both.',
    holds: (value) => !has(value, 'data') || !hasChoice(value, 'timing'),
  },
  { type: 'TriggerDefinition', key: 'trd-2', text: '`condition` needs `data` beside it.', holds: (value) => needs(value, 'condition', 'data') },
  { type: 'TriggerDefinition', key: 'trd-3', text: 'A named event needs a name, a periodic one a timing, a data event data.', holds: triggered },
  {
    type: 'Narrative',
    key: 'txt-1',
    text: '`div` must be one div of plain HTML: no scripts, forms, comments, event attributes or script links.',
    holds: (value) => !has(value, 'div') || isPlainNarrative(textOf(value, 'div')),
  },
  { type: 'Narrative', key: 'txt-2', text: '`div` must not be empty.', holds: (value) => hasText(textOf(value, 'div')) },
];
