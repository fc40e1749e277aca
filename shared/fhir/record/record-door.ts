/** The doors of health records: a row per type, one way for all. */

import type { Door, Seen } from '#fhir/door';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { readRecordId, recordStore } from '#people/record-store';
import type { HealthRecord, RecordType } from '#people/types';
import { consentEffects } from './consent-door.ts';
import { createRecord } from './create.ts';
import { recordParameters } from './parameters.ts';
import { searchRecords } from './search.ts';
import type { Effects } from './sent.ts';
import { updateRecord } from './update.ts';
import { readable, recordSeen } from './view.ts';

type Row = { text: string; effects?: Effects };
const ofPractice = 'A practice and its practitioners record it of a Patient of theirs.';
const ofBoth = `${ofPractice} An organisation records it of a request that it took on (basedOn its ServiceRequest, no reference to the person), and sees what it recorded itself; the practice sees it too.`;
const versioned = 'Every version is kept; whose it is never changes. The same identifier is not recorded twice.';

const rows: Record<RecordType, Row> = {
  Consent: {
    text: `${ofPractice} What it says reaches each open referral of the person at once: with the status inactive or rejected, or provision.type deny, the person does not agree (any more), and what was asked of organisations is cancelled.`,
    effects: consentEffects,
  },
  Condition: { text: ofPractice },
  Goal: { text: ofPractice },
  Observation: { text: `${ofBoth} Scores of known outcome measures, in the hub's own codes, are held to their range.` },
  Procedure: { text: ofBoth },
};

/** For this caller; the newest first. */
const seen = async (call: FhirCall, records: readonly HealthRecord[], ports: FhirPorts): Promise<Seen[]> =>
  (await readable(call.who.caller, records, ports)).map(({ record, reading }) => recordSeen(record, reading));

const recordDoor = (type: RecordType, { text, effects = {} }: Row): Door => ({
  text: `${text} ${versioned}`,
  read: async (call, id, ports) => {
    const named = readRecordId(id);
    const record = named && (await recordStore(ports.referrals).load(type, named));
    return record && (await seen(call, [record], ports))[0];
  },
  versions: async (call, id, ports) => {
    const named = readRecordId(id);
    return named ? seen(call, await recordStore(ports.referrals).versions(type, named), ports) : [];
  },
  create: (call, ports) => createRecord(call, type, effects, ports),
  conditionalCreate: true,
  update: (call, id, ports) => updateRecord(call, type, id, effects, ports),
  parameters: recordParameters[type],
  search: searchRecords(type),
});

export const recordDoors: Readonly<Record<RecordType, Door>> = {
  Consent: recordDoor('Consent', rows.Consent),
  Condition: recordDoor('Condition', rows.Condition),
  Goal: recordDoor('Goal', rows.Goal),
  Observation: recordDoor('Observation', rows.Observation),
  Procedure: recordDoor('Procedure', rows.Procedure),
};
