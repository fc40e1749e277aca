/** What is wrong with a form, at the top of its page: each fault with the name of its field, leading to it. */
import type { Words } from '#web/words/words';
import type { Faults } from './form.ts';
import { type Html, html } from './html.ts';

const marks: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
/** As `html` escaped it. */
const plain = (text: string): string => text.replace(/&(?:lt|gt|quot|#39|amp);/g, (mark) => marks[mark] ?? mark);
/** How the page calls each field that is wrong: it is said where its fault is. */
const labelsIn = (body: Html): ReadonlyMap<string, string> =>
  new Map([...String(body).matchAll(/ id="([^"]*)-fault" data-field="([^"]*)"/g)].map(([, field = '', label = '']) => [field, plain(label)]));
const named = (label: string | undefined, fault: string): string => {
  if (label === undefined) return fault;
  return /[?.!:]$/.test(label) ? `${label} ${fault}` : `${label}: ${fault}`;
};

export const summaryOf = (faults: Faults, body: Html, { frame }: Words): Html => {
  const labels = labelsIn(body);
  return html`
<div class="ds_error-summary" id="error-summary" aria-labelledby="error-summary-title" role="alert">
<h2 class="ds_error-summary__title" id="error-summary-title">${frame.errorTitle}</h2>
<ul class="ds_error-summary__list">${Object.entries(faults).map(([field, text]) => html`<li><a href="#${field}">${named(labels.get(field), text)}</a></li>`)}</ul>
</div>`;
};
