/** What can be said to an organisation about what it was sent: an answer to its question, and that it shall stop. */
import { button, type Filled, formTo, hidden, longText, radios } from '#web/frame/fields';
import type { Html } from '#web/frame/html';
import { html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { OnwardCase } from './onward-data.ts';

export const longestReply = 1000;
/** Several can stand on one page: each has a field of its own. */
export const replyField = ({ onward }: OnwardCase): string => `reply-${onward.id.slice(-8)}`;
export const replyForm = (one: OnwardCase, to: string, filled: Filled, { words, who }: Visit): Html => {
  const { onwards } = words;
  const field = longText({ name: replyField(one), label: onwards.reply, hint: onwards.replyHint, most: longestReply, rows: 2 }, filled);
  return html`<div class="hub_no-print">${formTo(to, who.csrf, html`${hidden('do', 'reply')}${field}${button(onwards.replyButton, 'small')}`)}</div>`;
};
export const cancelReasons = ['person-declined', 'supported-elsewhere', 'unable-to-contact', 'moved-away', 'duplicate', 'OTH'] as const;
export const cancelForm = (to: string, filled: Filled, { words, who }: Visit): Html => {
  const { onwards } = words;
  const choices = cancelReasons.map((value) => ({ value, label: onwards.reasons[value] }));
  const fields = html`${hidden('do', 'cancel')}${radios({ name: 'reason', label: onwards.cancelReason, choices }, filled)}${longText({ name: 'more', label: onwards.cancelMore, most: 500, rows: 2 }, filled)}${button(onwards.cancelButton, 'secondary')}`;
  return html`<section class="hub_no-print"><h2>${onwards.cancel}</h2><p>${onwards.cancelHint}</p>${formTo(to, who.csrf, fields)}</section>`;
};
