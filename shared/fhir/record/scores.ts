/** Outcome measures as Observations: values in the hub's own codes are held to what their instrument allows. */
import type { CodeableConcept, Observation, ObservationComponent } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Issue } from '#fhir/outcome';
import { type Item, inRange, isState, itemOf } from '#people/instruments';

const itemIn = ({ coding = [] }: CodeableConcept): Item | undefined => coding.flatMap((one) => (one.system === system.hub ? (itemOf(one.code) ?? []) : []))[0];

type Scored = Pick<Observation | ObservationComponent, 'code' | 'valueInteger' | 'valueQuantity' | 'valueString' | 'dataAbsentReason'>;
type Wrong = { element: string | undefined; wanted: string };
const wrongIn = (one: Scored, item: Item): Wrong | undefined => {
  if ('digits' in item) {
    const { valueString: state } = one;
    if (state !== undefined && isState(state, item.digits)) return undefined;
    const wanted = `is ${item.digits.count} digits from 1 to ${item.digits.most}, as valueString`;
    return { element: state === undefined ? undefined : 'valueString', wanted };
  }
  const [element, value] = one.valueQuantity ? ['valueQuantity.value', one.valueQuantity.value] : ['valueInteger', one.valueInteger];
  if (value !== undefined && inRange(value, item.range)) return undefined;
  const { least, most, whole } = item.range;
  const wanted = `is a ${whole ? 'whole ' : ''}number from ${least} to ${most}, as valueInteger or valueQuantity`;
  return { element: value === undefined ? undefined : element, wanted };
};
const faultIn = (one: Scored, path: string): Issue[] => {
  const item = itemIn(one.code);
  const wrong = item && !one.dataAbsentReason && wrongIn(one, item);
  if (!wrong) return [];
  const { element, wanted } = wrong;
  const text = `${item.code} ${wanted}. Check it, or say in dataAbsentReason why there is none.`;
  return [{ severity: 'error', code: 'business-rule', status: 422, text, expression: element === undefined ? path : `${path}.${element}` }];
};

/** What is out of its range, in the Observation itself and in each of its components. */
export const scoreFaults = (observation: Observation): Issue[] => [
  ...faultIn(observation, 'Observation'),
  ...(observation.component ?? []).flatMap((one, n) => faultIn(one, `Observation.component[${n}]`)),
];
