/** R4's rules that no cardinality can say: a row each, with R4's own key. They take any value and never throw; one whose structure is wrong may fail them too. */
import { bundleInvariants } from './bundle.ts';
import { dataTypeInvariants, inOrder, needs, notBoth } from './datatypes.ts';
import { type Fields, fieldsOf, has, hasAny, hasChoice, listOf, textOf } from './fields.ts';

/** `text` says what must hold, as a sentence. */
export type Invariant = { type: string; key: string; text: string; holds: (value: Fields) => boolean };

const hasCode = (concept: Fields, system: string, ...codes: string[]): boolean =>
  listOf(concept, 'coding').some((coding) => coding.system === system && codes.includes(textOf(coding, 'code')));
const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const allergyVerification = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
const isAllergyInError = (value: Fields): boolean => hasCode(fieldsOf(value, 'verificationStatus'), allergyVerification, 'entered-in-error');
const sameCoding = (a: Fields, b: Fields): boolean => ['system', 'version', 'code', 'display', 'userSelected'].every((name) => a[name] === b[name]);
const sharesCode = (a: Fields, b: Fields): boolean => listOf(a, 'coding').some((one) => listOf(b, 'coding').some((other) => sameCoding(one, other)));
const noHome = (name: string) => (value: Fields) => listOf(value, name).every((one) => one.use !== 'home');
const isOneParameter = (value: Fields): boolean =>
  [has(value, 'part'), has(value, 'resource'), hasChoice(value, 'value')].filter((given) => given).length === 1;
const invariants: Invariant[] = [
  { type: 'ServiceRequest', key: 'prr-1', text: '`orderDetail` may only be sent together with `code`.', holds: (value) => needs(value, 'orderDetail', 'code') },
  { type: 'Task', key: 'inv-1', text: '`authoredOn` must not be after `lastModified`.', holds: (value) => inOrder(value, 'authoredOn', 'lastModified') },
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
  { type: 'Parameters.parameter', key: 'inv-1', text: 'A parameter has one of value, resource and part.', holds: isOneParameter },
  { type: 'CarePlan.activity', key: 'cpl-3', text: 'Send either `reference` or `detail`, not both.', holds: (value) => notBoth(value, 'reference', 'detail') },
  { type: 'AuditEvent.entity', key: 'sev-1', text: 'Send either `name` or `query`, not both.', holds: (value) => notBoth(value, 'name', 'query') },
  {
    type: 'AllergyIntolerance',
    key: 'ait-1',
    text: 'An allergy needs its `clinicalStatus`, unless it was entered in error.',
    holds: (value) => has(value, 'clinicalStatus') || isAllergyInError(value),
  },
  {
    type: 'AllergyIntolerance',
    key: 'ait-2',
    text: 'An allergy entered in error has no `clinicalStatus`.',
    holds: (value) => !has(value, 'clinicalStatus') || !isAllergyInError(value),
  },
  ...bundleInvariants,
  ...dataTypeInvariants,
];
const byType = Map.groupBy(invariants, ({ type }) => type);
export const invariantsOf = (type: string): readonly Invariant[] => byType.get(type) ?? [];
