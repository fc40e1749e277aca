/** R4's rules that no cardinality can say: a row each, with R4's own key. They take any value and never throw; one whose structure is wrong may fail them too. */
import { isBefore } from './calendar.ts';
import { bundleInvariants } from './structure-bundle.ts';
import { type Fields, fieldsOf, has, hasAny, hasChoice, listOf, numberOf, textOf } from './structure-fields.ts';
import { hasText, isPlainNarrative } from './structure-narrative.ts';

/** `text` says what must hold, as a sentence. */
export type Invariant = { type: string; key: string; text: string; holds: (value: Fields) => boolean };

const hasCode = (concept: Fields, system: string, ...codes: string[]): boolean =>
  listOf(concept, 'coding').some((coding) => coding.system === system && codes.includes(textOf(coding, 'code')));
const inOrder = (value: Fields, first: string, second: string): boolean => {
  const [a, b] = [textOf(value, first), textOf(value, second)];
  return a === '' || b === '' || !isBefore(b, a);
};
const ucum = 'http://unitsofmeasure.org';
const isUcum = (value: Fields): boolean => !has(value, 'system') || value.system === ucum;
const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const sameCoding = (a: Fields, b: Fields): boolean => ['system', 'version', 'code', 'display', 'userSelected'].every((name) => a[name] === b[name]);
const sharesCode = (a: Fields, b: Fields): boolean => listOf(a, 'coding').some((one) => listOf(b, 'coding').some((other) => sameCoding(one, other)));
const notBoth = (value: Fields, first: string, second: string): boolean => !(has(value, first) && has(value, second));
const needs = (value: Fields, first: string, second: string): boolean => !has(value, first) || has(value, second);
const lowToHigh = (value: Fields): boolean => {
  const [low, high] = [fieldsOf(value, 'low'), fieldsOf(value, 'high')];
  const [from, to] = [numberOf(low, 'value'), numberOf(high, 'value')];
  return from === undefined || to === undefined || low.code !== high.code || low.system !== high.system || from <= to;
};
const noHome = (name: string) => (value: Fields) => listOf(value, name).every((one) => one.use !== 'home');
const both = (value: Fields): boolean => has(value, 'numerator') === has(value, 'denominator') && (has(value, 'numerator') || has(value, 'extension'));
const triggered = (value: Fields): boolean => {
  const type = textOf(value, 'type');
  return (
    (type !== 'named-event' || has(value, 'name')) && (type !== 'periodic' || hasChoice(value, 'timing')) && (!type.startsWith('data-') || has(value, 'data'))
  );
};
/** Without `when` too, which `offset` needs. */
const isAtMeal = (value: Fields): boolean => !Array.isArray(value.when) || value.when.some((code) => ['C', 'CM', 'CD', 'CV'].includes(code));
const isOneParameter = (value: Fields): boolean =>
  [has(value, 'part'), has(value, 'resource'), hasChoice(value, 'value')].filter((given) => given).length === 1;
const quantities = ['Quantity', 'Age', 'Count', 'Distance', 'Duration'].map(
  (type): Invariant => ({ type, key: 'qty-3', text: 'A unit given as `code` needs its `system`.', holds: (value) => needs(value, 'code', 'system') }),
);
const pairs = (type: string, rows: [key: string, first: string, second: string][]) =>
  rows.map(
    ([key, first, second]): Invariant => ({ type, key, text: `\`${first}\` needs \`${second}\` beside it.`, holds: (value) => needs(value, first, second) }),
  );
const ordered = (type: string, key: string, first: string, second: string): Invariant => ({
  type,
  key,
  text: `\`${first}\` must not be after \`${second}\`.`,
  holds: (value) => inOrder(value, first, second),
});

const invariants: Invariant[] = [
  { type: 'ServiceRequest', key: 'prr-1', text: '`orderDetail` may only be sent together with `code`.', holds: (value) => needs(value, 'orderDetail', 'code') },
  ordered('Task', 'inv-1', 'authoredOn', 'lastModified'),
  ordered('Period', 'per-1', 'start', 'end'),
  {
    type: 'Extension',
    key: 'ext-1',
    text: 'An extension has either a `value[x]` or extensions of its own: one of them, not both.',
    holds: (value) => has(value, 'extension') !== hasChoice(value, 'value'),
  },
  { type: 'Attachment', key: 'att-1', text: '`data` needs `contentType` beside it.', holds: (value) => needs(value, 'data', 'contentType') },
  { type: 'ContactPoint', key: 'cpt-2', text: '`value` needs `system` beside it, as phone or email.', holds: (value) => needs(value, 'value', 'system') },
  {
    type: 'Patient.contact',
    key: 'pat-1',
    text: 'A contact needs a name, telecom, address or organization.',
    holds: (value) => hasAny(value, 'name', 'telecom', 'address', 'organization'),
  },
  { type: 'Organization', key: 'org-1', text: 'An organization needs a name or an identifier.', holds: (value) => hasAny(value, 'name', 'identifier') },
  { type: 'Organization', key: 'org-2', text: 'An address of an organization has never the use home.', holds: noHome('address') },
  { type: 'Organization', key: 'org-3', text: 'A telecom of an organization has never the use home.', holds: noHome('telecom') },
  { type: 'Consent', key: 'ppc-1', text: 'A consent needs a `policy` or a `policyRule`.', holds: (value) => hasAny(value, 'policy', 'policyRule') },
  { type: 'Condition.stage', key: 'con-1', text: 'A stage needs a summary or an assessment.', holds: (value) => hasAny(value, 'summary', 'assessment') },
  { type: 'Condition.evidence', key: 'con-2', text: 'Evidence needs a code or a detail.', holds: (value) => hasAny(value, 'code', 'detail') },
  {
    type: 'Condition',
    key: 'con-4',
    text: 'A condition with `abatement[x]` needs the clinicalStatus inactive, resolved or remission.',
    holds: (value) => !hasChoice(value, 'abatement') || hasCode(fieldsOf(value, 'clinicalStatus'), clinical, 'resolved', 'remission', 'inactive'),
  },
  {
    type: 'Condition',
    key: 'con-5',
    text: 'A condition entered in error has no `clinicalStatus`.',
    holds: (value) => !has(value, 'clinicalStatus') || !hasCode(fieldsOf(value, 'verificationStatus'), verification, 'entered-in-error'),
  },
  { type: 'Goal.target', key: 'gol-1', text: '`detail[x]` needs `measure` beside it.', holds: (value) => !hasChoice(value, 'detail') || has(value, 'measure') },
  {
    type: 'Observation.referenceRange',
    key: 'obs-3',
    text: 'A reference range needs low, high or text.',
    holds: (value) => hasAny(value, 'low', 'high', 'text'),
  },
  {
    type: 'Observation',
    key: 'obs-6',
    text: '`dataAbsentReason` may only be sent without a value.',
    holds: (value) => !has(value, 'dataAbsentReason') || !hasChoice(value, 'value'),
  },
  {
    type: 'Observation',
    key: 'obs-7',
    text: 'A component with the code of the observation itself may not stand beside the observation’s value.',
    holds: (value) =>
      !hasChoice(value, 'value') || listOf(value, 'component').every((component) => !sharesCode(fieldsOf(component, 'code'), fieldsOf(value, 'code'))),
  },
  {
    type: 'QuestionnaireResponse.item',
    key: 'qrs-1',
    text: 'An item has either answers or items of its own, not both.',
    holds: (value) => notBoth(value, 'answer', 'item'),
  },
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
  { type: 'Parameters.parameter', key: 'inv-1', text: 'A parameter has one of value, resource and part.', holds: isOneParameter },
  ...bundleInvariants,
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
const byType = Map.groupBy(invariants, ({ type }) => type);
export const invariantsOf = (type: string): readonly Invariant[] => byType.get(type) ?? [];
