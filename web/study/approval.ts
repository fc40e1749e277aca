/** The approval of a study, as a person recorded it: without one nothing leaves the hub. */

import { blockedStudy } from '#study/job';
import { studyStore } from '#study/study-store';
import type { Approval, Study } from '#study/types';
import { button, dayField, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay } from '#web/set-up/parts';
import { type Found, noteAudit } from './study-data.ts';

const standing = (study: Study, visit: Visit): Html => {
  const { approval: say } = visit.words.study.one;
  const { approval } = study;
  if (!approval) return html`<p>${say.missing}</p>`;
  const { reference, body, on, until, by } = approval;
  return html`<p>${say.holds(reference, body, fullDay(on, visit), fullDay(until, visit))} ${say.recorded(by)}</p>${blockedStudy(study, visit.today) === 'approval-over' && html`<p>${say.over}</p>`}`;
};
export const approvalPart = ({ study, path }: Found, filled: Filled, visit: Visit): Html => {
  const { approval: say } = visit.words.study.one;
  const fields = html`${hidden('do', 'approve')}${textField({ name: 'reference', label: say.reference, hint: say.referenceHint, most: 60 }, filled)}${textField({ name: 'body', label: say.body, most: 120 }, filled)}
${dayField({ name: 'on', label: say.on }, filled, visit.words)}${dayField({ name: 'until', label: say.until }, filled, visit.words)}${button(say.save, 'secondary')}`;
  const isTyping = filled.form?.get('do')?.[0] === 'approve';
  return html`<h2>${say.title}</h2>${standing(study, visit)}<details class="ds_details"${(isTyping || !study.approval) && html` open`}><summary class="ds_details__summary">${say.record}</summary><div class="ds_details__text">${formTo(path, visit.who.csrf, fields)}</div></details>`;
};

type Recorded = Omit<Approval, 'by' | 'recordedAt'>;
const typed = ({ form, words, today }: Submitted): Recorded | { faults: Faults } => {
  const read = fieldReader(form, words);
  const [reference, body] = [read.needed('reference', 60), read.needed('body', 120)];
  const [on, until] = [read.neededDay('on'), read.neededDay('until')];
  if (on && on > today) read.wrong('on', words.frame.faults.dayFuture);
  if (on && until && until < on) read.wrong('until', words.study.one.approval.order);
  return on && until && read.isRight() ? { reference, body, on, until } : { faults: read.faults() };
};
/** The study that is approved is the version that was looked at. */
export const approve = async ({ study, practices, path }: Found, visit: Submitted): Promise<Result | { faults: Faults }> => {
  const read = typed(visit);
  if ('faults' in read) return read;
  const { at, who, ports } = visit;
  const approval: Approval = { ...read, by: who.user.name, recordedAt: at };
  const after: Study = { ...study, approval, versionId: study.versionId + 1, lastUpdated: at, by: `user:${who.user.id}` };
  const { outcome } = await studyStore(ports.fhir.referrals).write(
    after,
    study,
    practices.map(({ area }) => area),
  );
  if (outcome !== 'written') return { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
  await noteAudit(`study ${study.id}`, 'approved', 'approval', visit);
  return { go: `${path}?did=approved` };
};
