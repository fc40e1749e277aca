/** Who a person is and how to reach them, for those who may know. */
import type { SafeContact } from '#people/about';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { ageOn, birthText } from '#web/frame/when';
import { overdueFlag } from '#web/matters/about-view';
import type { Words } from '#web/words/words';
import { summaryList } from '#web/work/summary-list';
import type { Known } from './people.ts';

const phoneLink = (phone: string): Html => html`<p><a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a></p>`;
/** In a line, without what was noted besides. */
export const safeContactText = ({ no = [], when, codeWord }: SafeContact, { about: say }: Words): string =>
  [...no.map((way) => say.no[way]), ...(when ? [say.when(when)] : []), ...(codeWord ? [say.codeWord(codeWord)] : [])].join(' ');
/** Above everything: how the person may be reached. */
export const safeContactView = ({ about }: Known, visit: Visit): Html | undefined => {
  const { safeContact, homeVisit } = about;
  if (!safeContact && (!homeVisit || homeVisit.how === 'alone')) return undefined;
  const { about: say, casework } = visit.words;
  return html`<div class="hub_flag-box" role="note"><h2>${safeContact ? casework.flags['safe-contact'] : casework.flags['home-visit']}</h2>
${safeContact && html`<p>${safeContactText(safeContact, visit.words)}</p>${safeContact.note && html`<p>${safeContact.note}</p>`}`}
${homeVisit && homeVisit.how !== 'alone' && html`<p>${say.homeVisit[homeVisit.how]} ${homeVisit.note}</p>${overdueFlag(about, visit)}`}</div>`;
};
export const personView = ({ summary, about }: Known, { words, today }: Visit): Html => {
  const { person } = words.referral;
  const birth = summary.birthDate;
  return summaryList([
    [person.born, birth ? words.casework.born(birthText(birth, words), ageOn(birth, today)).replace(/^born /, '') : ''],
    [person.numbers, summary.numbers.map((number) => html`<p>${number}</p>`)],
    [person.phone, summary.phones.length > 0 ? summary.phones.map(phoneLink) : person.noPhone],
    [person.email, summary.emails.join(', ')],
    [person.address, summary.address ?? ''],
    [person.language, about.communication?.language ?? summary.languages.join(', ')],
  ]);
};
