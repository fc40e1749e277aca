/**
 * Outcome measures: the hub's own codes for the scores of known instruments, and the range of each as its authors publish it.
 * Scores only: the words of an instrument's questions may be licensed and are nowhere in the hub.
 */
import type { CodeableConcept, Observation, ObservationComponent } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Issue } from '#fhir/outcome';

type Range = { least: number; most: number; whole: boolean };
const whole = (least: number, most: number): Range => ({ least, most, whole: true });
const measure = (least: number, most: number): Range => ({ least, most, whole: false });

/** Codes of `system.hub`. */
const scores: Readonly<Record<string, Range>> = {
  'ons4-life-satisfaction': whole(0, 10),
  'ons4-worthwhile': whole(0, 10),
  'ons4-happiness': whole(0, 10),
  'ons4-anxiety': whole(0, 10),
  /** Raw, or converted to the metric score. */
  'swemwbs-score': measure(7, 35),
  /** Below nothing is worse than dead; no country's value set goes below -1. */
  'eq-5d-5l-index': measure(-1, 1),
  'eq-5d-5l-vas': whole(0, 100),
  'wsas-score': whole(0, 40),
  'hads-anxiety': whole(0, 21),
  'hads-depression': whole(0, 21),
};

const scoreOf = ({ coding = [] }: CodeableConcept): { code: string; range: Range } | undefined => {
  const code = coding.find((one) => one.system === system.hub && one.code !== undefined && Object.hasOwn(scores, one.code))?.code;
  const range = code === undefined ? undefined : scores[code];
  return code !== undefined && range ? { code, range } : undefined;
};
type Scored = Pick<Observation | ObservationComponent, 'code' | 'valueInteger' | 'valueQuantity' | 'dataAbsentReason'>;
const faultIn = (one: Scored, path: string): Issue[] => {
  const score = scoreOf(one.code);
  if (!score || one.dataAbsentReason) return [];
  const { least, most, whole: isWhole } = score.range;
  const [element, value] = one.valueQuantity ? ['valueQuantity.value', one.valueQuantity.value] : ['valueInteger', one.valueInteger];
  if (value !== undefined && value >= least && value <= most && (!isWhole || Number.isInteger(value))) return [];
  const text = `A score of ${score.code} is a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}, as valueInteger or valueQuantity. Check it, or say in dataAbsentReason why there is none.`;
  return [{ severity: 'error', code: 'business-rule', status: 422, text, expression: value === undefined ? path : `${path}.${element}` }];
};

/** What is out of its range, in the Observation itself and in each of its components. */
export const scoreFaults = (observation: Observation): Issue[] => [
  ...faultIn(observation, 'Observation'),
  ...(observation.component ?? []).flatMap((one, n) => faultIn(one, `Observation.component[${n}]`)),
];
