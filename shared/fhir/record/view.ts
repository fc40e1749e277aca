/** A health record as one reader may see it. Narrative is never passed on; whose it is, is said as the reader may know the person. */
import type { Reference } from 'fhir/r4.js';
import type { Seen } from '#fhir/door';
import { readId } from '#fhir/ids';
import type { FhirPorts } from '#fhir/ports';
import { tellsTooMuch } from '#fhir/referral/discreet';
import { withoutOrganisations } from '#fhir/referral/without-organisations';
import { mayChangeRecord, maySeeRecord } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import type { HealthRecord } from '#people/types';
import { referralOf } from '#referral/referral-items';
import type { PersonId, Referral } from '#referral/types';
import type { Recorded } from './values.ts';

/** `person`: as the record belongs to them. */
export type Reading = { by: Caller; person: PersonId; mayChange: boolean };

const personUntold: Reference = { type: 'Patient', display: 'The person of the referral' };
const personFor = ({ by, person }: Reading, sent: Reference | undefined): Reference =>
  by.kind === 'organisation' ? personUntold : { ...sent, reference: `Patient/${person}`, type: 'Patient' };

/** A practice is no party to what was referred on; to it the record is based on its own referral. */
const basedOnFor = ({ by }: Reading, sent: Reference): Reference => {
  const [start, id] = /^(.*ServiceRequest\/)([^/]+)$/.exec(sent.reference ?? '')?.slice(1) ?? [];
  const onward = id === undefined ? undefined : readId(id);
  return by.kind === 'practice' && onward?.onward ? { ...sent, reference: `${start}${onward.referral}` } : sent;
};

/** As it was sent, but for what this reader is not to know. */
const toldOf = ({ type, resource }: HealthRecord, by: Caller) => {
  const whole = JSON.parse(resource);
  return by.kind === 'practice' && (type === 'Observation' || type === 'Procedure') ? withoutOrganisations(whole, by.practice) : whole;
};

export const recordSeen = (record: HealthRecord, reading: Reading): Seen => {
  const { meta, basedOn, ...sent } = toldOf(record, reading.by);
  const { id, versionId, lastUpdated } = record;
  const resource: Recorded = {
    ...sent,
    id,
    meta: { ...meta, versionId: String(versionId), lastUpdated },
    ...(basedOn ? { basedOn: basedOn.map((one: Reference) => basedOnFor(reading, one)) } : {}),
    ...(record.type === 'Consent' ? { patient: personFor(reading, sent.patient) } : { subject: personFor(reading, sent.subject) }),
  };
  return { resource, version: { versionId, lastUpdated } };
};

const readingWith = (by: Caller, record: HealthRecord, referral: Referral | undefined): Reading | undefined => {
  const person = 'person' in record.of ? record.of.person : referral?.person;
  return person && maySeeRecord(by, record, referral) ? { by, person, mayChange: mayChangeRecord(by, record, referral) } : undefined;
};
const referralsOf = async (records: readonly HealthRecord[], ports: Pick<FhirPorts, 'carryOut'>): Promise<Map<string, Referral>> => {
  const ids = [...new Set(records.flatMap(({ of }) => ('referral' in of ? [referralOf(of.referral)] : [])))];
  const loaded = await Promise.all(ids.map((id) => ports.carryOut.store.load(id)));
  return new Map(loaded.flatMap((one) => (one ? [[one.referral.id, one.referral]] : [])));
};

/** What a service recorded whose very name tells too much is not for the practice. */
const isWithheld = async (by: Caller, { of }: HealthRecord, referral: Referral | undefined, { directory }: Pick<FhirPorts, 'directory'>): Promise<boolean> => {
  const onward = 'referral' in of ? referral?.onward.find(({ id }) => id === of.referral) : undefined;
  return by.kind === 'practice' && onward !== undefined && (await tellsTooMuch(onward, directory));
};

/** Each that the reader may see, with how; the referrals they belong to are asked as they are now. */
export const readable = async (by: Caller, records: readonly HealthRecord[], ports: Pick<FhirPorts, 'carryOut' | 'directory'>) => {
  const referrals = await referralsOf(records, ports);
  const found = records.flatMap((record) => {
    const referral = 'referral' in record.of ? referrals.get(referralOf(record.of.referral)) : undefined;
    const reading = readingWith(by, record, referral);
    return reading ? [{ record, reading, referral }] : [];
  });
  const withheld = await Promise.all(found.map(({ record, referral }) => isWithheld(by, record, referral, ports)));
  return found.filter((_, n) => !withheld[n]).map(({ record, reading }) => ({ record, reading }));
};
