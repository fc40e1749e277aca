import { type Html, html, type Part } from '#web/frame/html';

/** Pairs of a question and its answer; an empty answer leaves its pair out. */
export const summaryList = (pairs: readonly (readonly [string, Part])[]): Html =>
  html`<dl class="ds_summary-list">${pairs
    .filter(([, answer]) => answer !== '' && !(Array.isArray(answer) && answer.length === 0))
    .map(
      ([question, answer]) =>
        html`<div class="ds_summary-list__item"><dt class="ds_summary-list__key">${question}</dt><dd class="ds_summary-list__value">${answer}</dd></div>`,
    )}</dl>`;
