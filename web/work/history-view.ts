/** What happened in a referral, newest first, in words; contacts with their notes for those who may read them. */

import { later } from '#platform/time';
import type { LoggedContact } from '#referral/contacts';
import { undoFor } from '#referral/decide-casework';
import { type TimelineEntry, timelineOf } from '#referral/timeline';
import type { Commit, Referral } from '#referral/types';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { entryText, isTold } from './entry-text.ts';
import { undoForm } from './undo-form.ts';

/** Strike out with a reason; within ten minutes, undo. */
const mending = (logged: LoggedContact, { id }: Referral, visit: Visit): Html => {
  const { words, who, at } = visit;
  const { page } = words.referral;
  const own = who.caller.kind === 'practitioner' && who.caller.practitioner === logged.by;
  if (own && at <= later(logged.loggedAt, undoFor)) return undoForm(id, logged.contact.id, visit);
  const field = `reason-${logged.contact.id}`;
  return html`<details class="ds_details hub_no-print"><summary class="ds_details__summary">${page.strike}</summary><div class="ds_details__text">${formTo(
    `/app/work/referrals/${id}/strike`,
    who.csrf,
    html`${hidden('contact', logged.contact.id)}<label class="ds_label" for="${field}">${page.strikeReason}</label><input class="ds_input" id="${field}" name="reason" maxlength="200" required>${button(page.strike, 'small')}`,
  )}</div></details>`;
};
const contactView = (logged: LoggedContact, referral: Referral, open: boolean, visit: Visit): Html => {
  const { words } = visit;
  const { contact, struck } = logged;
  const { page } = words.referral;
  const facts = [
    words.casework.outcomes[contact.outcome],
    words.casework.modes[contact.mode],
    contact.minutes !== undefined && page.minutes(contact.minutes),
    ...contact.help.map((help) => words.casework.help[help]),
  ];
  const line = html`${facts.filter((fact) => fact !== false).join(' · ')}`;
  if (struck && struck.reason === undefined) return html`<p class="hub_quiet">${page.undoneContact}: ${line}</p>`;
  if (struck) return html`<p class="hub_struck">${line}</p><p class="hub_quiet">${page.struck(struck.reason ?? '')}</p>`;
  return html`<p>${line}</p>${contact.note && html`<p class="hub_prewrap">${contact.note}</p>`}${open && mending(logged, referral, visit)}`;
};

export const historyView = (referral: Referral, commits: readonly Commit[], names: ReadonlyMap<string, string>, open: boolean, visit: Visit): Html => {
  const item = (entry: TimelineEntry): Html => {
    const said = entry.kind === 'contact' ? contactView(entry.logged, referral, open, visit) : html`<p>${entryText(entry, names, visit)}</p>`;
    return html`<li><p class="hub_quiet">${momentText(entry.at, visit.at, visit.words)}${entry.by.id !== undefined && ` · ${names.get(entry.by.id) ?? entry.by.id}`}</p>${said}</li>`;
  };
  return html`<p class="hub_quiet">${visit.words.referral.page.readers}</p><ol class="hub_history" reversed>${timelineOf(commits)
    .filter((entry) => entry.kind === 'contact' || isTold(entry.event))
    .map(item)}</ol>`;
};
