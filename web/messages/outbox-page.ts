/** What a local hub kept instead of sending it. In the cloud there is no such page. */
import type { Posted } from '#platform/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';

/** A line that is an address of this hub can be followed. */
const lineOf = (line: string, n: number, { ports: { fhir } }: Visit): Html => {
  const isHere = line.startsWith(`${fhir.baseUrl}/`) && !/\s/.test(line);
  return html`${n > 0 && '\n'}${isHere ? html`<a href="${line.slice(fhir.baseUrl.length)}">${line}</a>` : line}`;
};
const itemOf = ({ kind, at, to, subject, text }: Posted, visit: Visit): Html => {
  const { words, at: now } = visit;
  const { outbox } = words.messages;
  return html`<li><p class="hub_quiet">${momentText(at, now, words)} · ${outbox.kinds[kind]} ${outbox.to(to.join(', '))}</p>${subject && html`<p><strong>${subject}</strong></p>`}<p class="hub_prewrap">${text.split('\n').map((line, n) => lineOf(line, n, visit))}</p></li>`;
};
export const outboxPage: Page = {
  path: '/app/outbox',
  for: ['practitioner', 'manager'],
  get: async (visit) => {
    const { outbox } = visit.ports;
    if (!outbox) return { trouble: 'missing' };
    const all = await outbox.newest();
    const { outbox: say } = visit.words.messages;
    const body = html`<p>${say.lead}</p>${all.length === 0 ? html`<p>${say.none}</p>` : html`<ol class="hub_history" reversed>${all.map((one) => itemOf(one, visit))}</ol>`}`;
    return { title: say.title, body };
  },
};
