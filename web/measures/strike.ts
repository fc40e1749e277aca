/** A measurement that was wrong: undone within ten minutes, later struck out with a reason. Its versions stay. */

import { fhirCall } from '#web/frame/fhir';
import { troubleIn } from '#web/frame/fhir-told';
import { type Faults, text } from '#web/frame/form';
import type { Result, Submitted } from '#web/frame/page';
import { personPath } from '#web/people/person-page';
import { recordsSeen } from '#web/people/records';
import type { MeasuresCase } from './measures-data.ts';
import { mayUndo, reasonField } from './so-far-view.ts';

export const strike = async (one: MeasuresCase, visit: Submitted): Promise<Exclude<Result, { title: string }> | { faults: Faults }> => {
  const id = text(visit.form, 'record');
  const measured = one.measurements.find((each) => each.id === id);
  const kept = (await recordsSeen('Observation', one.found, visit)).find(({ record }) => record.id === id);
  if (!measured || !kept || !measured.own || measured.struck) return { trouble: 'notPossible' };
  const reason = text(visit.form, reasonField(id)).slice(0, 200);
  if (reason === '' && !mayUndo(measured, visit)) return { faults: { [reasonField(id)]: visit.words.frame.faults.required } };
  const note = [...(kept.resource.note ?? []), ...(reason ? [{ text: reason, time: visit.at }] : [])];
  const after = { ...kept.resource, status: 'entered-in-error', ...(note.length > 0 ? { note } : {}) };
  const answer = await fhirCall(visit, 'PUT', `Observation/${id}`, after, { headers: { 'if-match': `W/"${kept.record.versionId}"` } });
  return troubleIn(answer) ?? { go: personPath(one.found, 'measures', `did=${reason ? 'struck' : 'undone'}`) };
};
