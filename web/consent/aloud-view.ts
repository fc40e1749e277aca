/** The words to read aloud before asking, in English or in Gaelic. */
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { type PersonCase, personPath } from '#web/people/person-page';
import { wordsIn } from '#web/words/words';

export const aloudView = (found: PersonCase, { words, query }: Visit): Html => {
  const { consent } = words;
  const inGaelic = query.get('aloud') === 'gd';
  const say = inGaelic ? wordsIn('gd').aloud : words.aloud;
  const other = inGaelic
    ? html`<a href="${personPath(found, 'consent')}">${consent.english}</a>`
    : html`<a href="${personPath(found, 'consent', 'aloud=gd')}" hreflang="gd">${consent.gaelic}</a>`;
  return html`<section class="hub_card"><div${inGaelic && html` lang="gd"`}><h2>${say.title}</h2>
${[say.refer, say.share, say.choose, say.stop, say.harm].map((text) => html`<p>${text}</p>`)}<p><strong>${say.askRefer}</strong></p><p><strong>${say.askShare}</strong></p></div>
${inGaelic && html`<p class="hub_quiet">${consent.unchecked}</p>`}<p class="hub_no-print">${other}</p></section>`;
};
