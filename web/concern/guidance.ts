/** Whom to ring, before anything else: what every area has, and what this one entered. */
import type { ConcernContact } from '#directory/types';
import type { AreaId } from '#identity/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';

export const guidanceView = async (area: AreaId | undefined, { words, ports }: Visit): Promise<Html> => {
  const { contacts, guidance, warning, dangerFirst } = words.concern;
  const own: readonly ConcernContact[] = (area && (await ports.fhir.directory.area(area))?.concernContacts) || [];
  const line = ({ label, phone, hours }: ConcernContact) =>
    html`<li>${label}: <a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a> <span class="hub_quiet">(${hours ?? contacts.always})</span></li>`;
  return html`<div class="ds_warning-text"><strong class="ds_warning-text__icon" aria-hidden="true"></strong><strong class="visually-hidden">${warning}</strong><div class="ds_warning-text__text">${dangerFirst}</div></div>
<div class="hub_columns"><section><h2>${contacts.title}</h2><ul>${contacts.general.map(line)}${own.map(line)}</ul>${own.length === 0 && html`<p>${contacts.none}</p>`}</section>
<section><h2>${guidance.title}</h2><ul>${guidance.lines.map((one) => html`<li>${one}</li>`)}</ul></section></div>`;
};
