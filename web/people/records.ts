/** Health records of a person, also of those merged with them and of their referrals, as this visitor may see them. */
import type { FhirResource } from 'fhir/r4.js';
import { isRecorded, type RecordedAs } from '#fhir/record/values';
import { readable, recordSeen } from '#fhir/record/view';
import { recordsOf } from '#people/merging';
import { recordStore } from '#people/record-store';
import type { HealthRecord, RecordType } from '#people/types';
import type { Visit } from '#web/frame/page';
import type { PersonCase } from './person-page.ts';

export type Kept<Type extends RecordType> = { record: HealthRecord; resource: RecordedAs<Type> };
/** Newest first. */
export const recordsSeen = async <Type extends RecordType>(type: Type, { known, referrals }: PersonCase, { ports, who }: Visit): Promise<Kept<Type>[]> => {
  const store = recordStore(ports.fhir.referrals);
  const [own, ofReferrals] = await Promise.all([
    Promise.all(recordsOf(known.person).map((person) => store.ofPerson(type, person))),
    Promise.all(referrals.map(({ id }) => store.ofReferral(type, id))),
  ]);
  const seen = await readable(who.caller, [...own, ...ofReferrals].flat(), ports.fhir);
  return seen
    .flatMap(({ record, reading }) => {
      const resource: FhirResource = recordSeen(record, reading).resource;
      return isRecorded(type, resource) ? [{ record, resource }] : [];
    })
    .sort((one, other) => (one.record.lastUpdated > other.record.lastUpdated ? -1 : 1));
};
