/** What became of each that was to be handed over, and why not where it could not. */
import type { ReferralId } from '#referral/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { caseloadOf } from '#web/work/case-data';
import { referenceOf } from '#web/work/reference';
import { nameInList } from '#web/work/row';
import { type Moved, movedIn } from './hand-over-all.ts';

/** For a practitioner as her lists show them; for a manager opaque. */
const namesFor = async (visit: Visit): Promise<(id: ReferralId) => string> => {
  const opaque = (id: ReferralId) => visit.words.cover.unattended.row(referenceOf(id));
  if (visit.who.caller.kind !== 'practitioner') return opaque;
  const { rows, people } = await caseloadOf(visit);
  const names = new Map(rows.map((row) => [row.id, nameInList(row, people.get(row.person), visit).name]));
  return (id) => names.get(id) ?? opaque(id);
};
const bodyOf = ({ rows }: Moved, to: string, named: (id: ReferralId) => string, { words, who }: Visit): Html => {
  const { done, because } = words.cover.reassign;
  const [moved, left] = [rows.filter((row) => !row.because), rows.filter((row) => row.because)];
  const line = ({ id }: Moved['rows'][number]) => (who.caller.kind === 'practitioner' ? html`<a href="/app/work/referrals/${id}">${named(id)}</a>` : named(id));
  return html`${left.length > 0 && html`<div class="ds_inset-text"><div class="ds_inset-text__text"><h2>${done.notAll(left.length)}</h2><ul>${left.map((row) => html`<li>${line(row)}: ${because[row.because ?? 'other']}</li>`)}</ul></div></div>`}
<p role="status">${done.all(moved.length, to)}</p>${moved.length > 0 && html`<ul>${moved.map((row) => html`<li>${line(row)}</li>`)}</ul>`}`;
};
const shown = async (back: string, visit: Visit): Promise<Result> => {
  const moved = await movedIn(visit.params.sealed ?? '', visit);
  if (!moved) return { trouble: 'missing' };
  const to = await visit.ports.fhir.directory.practitioner(moved.to);
  return { title: visit.words.cover.reassign.done.title, back, body: bodyOf(moved, to?.name ?? moved.to, await namesFor(visit), visit) };
};

export const reassignedPages: readonly Page[] = [
  { path: '/app/work/reassign/done/{sealed}', for: ['practitioner'], get: (visit) => shown('/app/work', visit) },
  { path: '/app/manage/reassign/done/{sealed}', for: ['manager'], get: (visit) => shown('/app/manage/unattended', visit) },
];
