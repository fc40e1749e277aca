/** A measurement made on a page, as the Observation that the hub keeps. */
import type { CodeableConcept, Observation, ObservationComponent } from 'fhir/r4.js';
import type { Instrument } from '#directory/types';
import { system } from '#fhir/codes';
import type { Absence, Value } from '#fhir/record/measurement';
import { itemOf } from '#people/instruments';
import type { LocalDate } from '#platform/types';

const concept = (code: string, text?: string): CodeableConcept => ({ coding: [{ system: system.hub, code }], ...(text ? { text } : {}) });
const componentOf = ({ code, text, words }: Value): ObservationComponent => {
  const item = itemOf(code);
  return { code: concept(code, words), ...(item && 'digits' in item ? { valueString: text } : { valueInteger: Number(text) }) };
};
const terminology = 'http://terminology.hl7.org/CodeSystem';
/** The nearest of R4's reasons; the programme's own stands beside it. */
const absentCodes: Readonly<Record<Absence, string>> = {
  'not-right-today': 'temp-unknown',
  declined: 'asked-declined',
  'no-interpreter': 'not-performed',
  'lost-contact': 'unknown',
};
type New = { instrument: Instrument; name: string; day: LocalDate; person: string; referral?: string | undefined; practitioner?: string | undefined } & (
  | { values: readonly Value[] }
  | { absent: Absence; why: string }
);
export const observationOf = (made: New): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: `${terminology}/observation-category`, code: 'survey' }] }],
  code: concept(made.instrument, made.name),
  subject: { reference: `Patient/${made.person}` },
  ...(made.referral ? { basedOn: [{ reference: `ServiceRequest/${made.referral}` }] } : {}),
  effectiveDateTime: made.day,
  ...(made.practitioner ? { performer: [{ reference: `Practitioner/${made.practitioner}` }] } : {}),
  ...('values' in made
    ? { component: made.values.map(componentOf) }
    : {
        dataAbsentReason: {
          coding: [
            { system: `${terminology}/data-absent-reason`, code: absentCodes[made.absent] },
            { system: system.hub, code: made.absent },
          ],
          text: made.why,
        },
      }),
});
