/** A page for people outside: the practice's name, another language, and a way to hide it, above all else. No cookie, no script, nobody else's address. */
import type { Practice } from '#directory/types';
import type { Answer, Call } from '#platform/endpoint';
import { shown } from '#web/frame/answer';
import { type Html, html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import { type Language, type Words, wordsIn } from '#web/words/words';

/** Somewhere harmless that anybody may have open. */
const neutral = 'https://www.bbc.co.uk/weather';
const languages = ['en', 'gd'] as const satisfies Language[];
export const isLanguage = (text: string | null | undefined): text is Language => languages.some((one) => one === text);

/** `local`: a hub for trying things out says so. */
export type Public = {
  call: Call;
  practice: Practice | undefined;
  language: Language;
  words: Words;
  local: boolean /** What the address of a thanks says. */;
  sent?: string;
};
export const formAt = ({ id }: Pick<Practice, 'id'>, language: Language, sent?: string): string => {
  const query = [...(language === 'en' ? [] : [`language=${language}`]), ...(sent === undefined ? [] : [`sent=${sent}`])].join('&');
  return `/self-referral/${id}${query === '' ? '' : `?${query}`}`;
};

const top = ({ practice, language, words, sent }: Public): Html => {
  const { selfReferral } = words;
  const others = practice ? languages.filter((one) => one !== language) : [];
  const link = (one: Language) =>
    practice && html`<a class="hub_top-link" href="${formAt(practice, one, sent)}" lang="${one}" hreflang="${one}">${wordsIn(one).selfReferral.language}</a>`;
  return html`<span class="hub_brand">${practice ? selfReferral.brand(practice.name) : words.frame.hub}</span>
<span class="hub_top">${others.map(link)}<a class="hub_hide" href="${neutral}" rel="noreferrer noopener">${selfReferral.hide}</a></span>`;
};
/** `found`: search engines may show the form itself, and nothing that came of one. */
export const publicAnswer = (page: Shown, around: Public, found: 'indexed' | 'noindex'): Answer => {
  const { words, call, local, language } = around;
  const answer = shown(page, { words, path: call.path, invented: local, language, top: top(around) });
  return { ...answer, headers: { ...answer.headers, 'content-language': language, ...(found === 'noindex' ? { 'x-robots-tag': 'noindex' } : {}) } };
};

/** What went otherwise than wished, with a way back to the form where there is one. */
export const overAnswer = (what: Exclude<keyof Words['selfReferral']['over'], 'again'>, status: number, around: Public): Answer => {
  const { over } = around.words.selfReferral;
  const { title, text } = over[what];
  const back = around.practice && what !== 'off' && html`<p><a href="${formAt(around.practice, around.language)}">${over.again}</a></p>`;
  return publicAnswer({ title, status, body: html`<p>${text}</p>${back}` }, around, 'noindex');
};
