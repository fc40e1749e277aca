/** Of a person's FHIR records, what the figures count. */
import type { Goal, Patient } from 'fhir/r4.js';
import type { GoalTold, MeasuredValue, Sex } from '#insight/counted/life';
import { type EthnicGroup, type Ethnicity, ethnicGroupCoded, ethnicityCoded } from '#people/ethnicity';
import type { HealthRecord } from '#people/types';
import { parseLocalDate } from '#platform/time';
import { londonDate } from '#referral/working-days';
import { measurementIn } from './measurement.ts';

/** R4's goal-achievement, as a figure tells them apart. */
const achievement = 'http://terminology.hl7.org/CodeSystem/goal-achievement';
const partly = ['improving', 'sustaining'];
const howEnded = ({ lifecycleStatus, achievementStatus }: Goal): NonNullable<GoalTold['ended']>['how'] | undefined => {
  if (lifecycleStatus === 'cancelled' || lifecycleStatus === 'rejected') return 'withdrawn';
  if (lifecycleStatus !== 'completed') return undefined;
  const code = achievementStatus?.coding?.find(({ system }) => system === achievement)?.code;
  if (code === undefined || code === 'achieved') return 'achieved';
  return partly.includes(code) ? 'partly' : 'not';
};
/** Undefined: entered in error, or it was only proposed. */
export const goalTold = ({ id, lastUpdated, resource }: HealthRecord): GoalTold | undefined => {
  const goal: Goal = JSON.parse(resource);
  if (goal.lifecycleStatus === 'entered-in-error' || goal.lifecycleStatus === 'proposed') return undefined;
  const [how, changedOn] = [howEnded(goal), londonDate(lastUpdated)];
  const ended = how && { on: parseLocalDate(goal.statusDate ?? '') ?? changedOn, how };
  return { id, setOn: parseLocalDate(goal.startDate ?? '') ?? changedOn, ...(ended ? { ended } : {}) };
};

/** Whole numbers alone; what was struck out counts nowhere. */
export const valuesTold = (record: HealthRecord): MeasuredValue[] => {
  const measured = measurementIn({ record, resource: JSON.parse(record.resource) });
  if (!measured || measured.struck) return [];
  const { id, day, recordedAt, values } = measured;
  return values.flatMap(({ code, text }) => (Number.isInteger(Number(text)) ? [{ id, item: code, day, value: Number(text), knownAt: recordedAt }] : []));
};

export const sexTold = (patient: string): Sex => {
  const { gender }: Patient = JSON.parse(patient);
  return gender === 'female' || gender === 'male' || gender === 'other' ? gender : 'not-known';
};

const ethnicCategory = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory';
const ethnicCodings = (patient: string) => {
  const { extension = [] }: Patient = JSON.parse(patient);
  return extension.flatMap(({ url, valueCodeableConcept }) => (url === ethnicCategory ? (valueCodeableConcept?.coding ?? []) : []));
};
/** As the practice's own system has it, in Scotland's codes alone. */
export const ethnicityTold = (patient: string): Ethnicity | undefined => ethnicityCoded(ethnicCodings(patient));
export const ethnicGroupTold = (patient: string): EthnicGroup => ethnicGroupCoded(ethnicCodings(patient));
