/** One measurement with an instrument, as the hub's Observations keep it: the instrument is its code, each value a component. */
import type { CodeableConcept, Observation, ObservationComponent } from 'fhir/r4.js';
import type { Instrument } from '#directory/types';
import { system } from '#fhir/codes';
import { instrumentOf, isInstrument, itemOf } from '#people/instruments';
import type { HealthRecord } from '#people/types';
import { parseInstant, parseLocalDate } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';

export const absences = ['not-right-today', 'declined', 'no-interpreter', 'lost-contact'] as const;
export type Absence = (typeof absences)[number];
/** `text`: a number, or the digits of a state. `words`: what a concern is about. */
export type Value = { code: string; text: string; words?: string };
export type Measurement = {
  id: string;
  instrument: Instrument;
  day: LocalDate;
  values: readonly Value[];
  absent?: Absence | 'other';
  /** Counts nowhere; without a reason it was undone. */
  struck?: { reason?: string };
  recordedAt: Instant;
  /** The referral in whose time it was made. */
  referral?: string;
  /** The practice and its practitioners may strike it out. */
  own: boolean;
};

const codeIn = ({ coding = [] }: CodeableConcept): string | undefined => coding.find((one) => one.system === system.hub)?.code;
const dayIn = ({ effectiveDateTime, effectivePeriod, effectiveInstant }: Observation): LocalDate | undefined => {
  const text = effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start ?? '';
  const at = parseInstant(text);
  return at ? londonDate(at) : parseLocalDate(text);
};
type Valued = Pick<ObservationComponent, 'code' | 'valueInteger' | 'valueQuantity' | 'valueString'>;
const valueIn = ({ code: concept, valueInteger, valueQuantity, valueString }: Valued): Value[] => {
  const code = codeIn(concept);
  const value = valueInteger ?? valueQuantity?.value ?? valueString;
  const words = code !== undefined && itemOf(code)?.named ? concept.text : undefined;
  return code !== undefined && itemOf(code) && value !== undefined ? [{ code, text: String(value), ...(words ? { words } : {}) }] : [];
};
const absentIn = ({ dataAbsentReason }: Observation): Absence | 'other' | undefined => {
  if (!dataAbsentReason) return undefined;
  const code = codeIn(dataAbsentReason);
  return absences.find((one) => one === code) ?? 'other';
};
const struckIn = ({ status, note = [] }: Observation): Measurement['struck'] => {
  if (status !== 'entered-in-error') return undefined;
  const reason = note.at(-1)?.text;
  return reason ? { reason } : {};
};

/** Undefined: an Observation of something else. One value sent by itself, without its instrument, is a measurement too. */
export const measurementIn = ({ record, resource }: { record: HealthRecord; resource: Observation }): Measurement | undefined => {
  const code = codeIn(resource.code);
  const instrument = isInstrument(code) ? code : instrumentOf(code);
  const day = dayIn(resource);
  if (!instrument || !day) return undefined;
  const [absent, struck] = [absentIn(resource), struckIn(resource)];
  return {
    ...{ id: record.id, instrument, day, recordedAt: record.lastUpdated, own: record.organisation === undefined },
    values: [...valueIn(resource), ...(resource.component ?? []).flatMap(valueIn)],
    ...(absent ? { absent } : {}),
    ...(struck ? { struck } : {}),
    ...('referral' in record.of ? { referral: record.of.referral.slice(0, 26) } : {}),
  };
};
