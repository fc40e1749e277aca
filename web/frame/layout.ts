/** What stands around every page: header, navigation, messages, footer. */
import type { User } from '#identity/users';
import type { Language, Words } from '#web/words/words';
import { summaryOf } from './fault-summary.ts';
import type { Faults } from './form.ts';
import { type Html, html } from './html.ts';
import { navigation } from './menu.ts';

/** A page as its own file gives it. */
export type Shown = {
  title: string;
  body: Html;
  /** Of the form, by field: listed at the top, each leading to its field. */
  faults?: Faults | undefined;
  /** What was just done. */
  notice?: Html | undefined;
  status?: number;
  /** Where the link `Back` leads; absent: there is none. */
  back?: string;
  /** No navigation: a sheet to print or hand over. */
  sheet?: true;
  wide?: true;
  /** Seconds after which the browser asks for the page again: something is being made. */
  again?: number;
  /** Of the title and the body, where it is not that of the frame around them. */
  language?: Language;
};
export type Frame = {
  words: Words;
  user?: User | undefined;
  csrf?: string | undefined;
  path: string;
  invented: boolean;
  kept?: boolean;
  styles: string;
  language: string;
  /** Instead of the hub's own header, on a page for people outside. */
  top?: Html;
};

const account = ({ words: { frame }, user, csrf }: Frame): Html | false =>
  user !== undefined &&
  csrf !== undefined &&
  html`<form method="post" action="/app/sign-out" class="hub_account">
<span>${frame.signedInAs(user.name)}</span><input type="hidden" name="csrf" value="${csrf}"><button class="hub_link-button" type="submit">${frame.signOut}</button></form>`;

/** Of a local hub, which keeps what it would have sent. */
const readsOutbox = ({ user }: Frame): boolean => user?.role === 'practitioner' || user?.role === 'manager';
const ownTop = (frame: Frame): Html => html`<a class="hub_brand" href="/app/start">${frame.words.frame.hub}</a>${account(frame)}`;
const header = (frame: Frame): Html => html`<header role="banner"><div class="hub_header"><div class="ds_wrapper hub_header__row">
${frame.top ?? ownTop(frame)}</div></div>
${frame.invented && html`<div class="hub_invented"><div class="ds_wrapper">${frame.words.frame.invented}${readsOutbox(frame) && html` <a href="/app/outbox">${frame.words.frame.nav.outbox}</a>`}</div></div>`}</header>`;

const messages = (shown: Shown, { words, kept }: Frame): Html => html`
${kept && html`<div class="ds_inset-text"><div class="ds_inset-text__text" role="status">${words.frame.kept}</div></div>`}
${shown.notice && html`<div class="hub_notice" role="status">${shown.notice}</div>`}
${shown.faults && Object.keys(shown.faults).length > 0 && summaryOf(shown.faults, shown.body, words)}`;

const titleOf = ({ title, faults }: Shown, { frame }: Words): string =>
  `${faults && Object.keys(faults).length > 0 ? `${frame.errorPrefix}: ` : ''}${title} – ${frame.hub}`;

const inLanguage = ({ language }: Shown) => language && html` lang="${language}"`;
/** The whole document. Its only style is the hub's own sheet; it has no script. */
export const documentOf = (shown: Shown, frame: Frame): string =>
  String(html`<!doctype html>
<html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(shown, frame.words)}</title><link rel="stylesheet" href="${frame.styles}"><link rel="icon" href="data:,"></head>
<body><div class="ds_skip-links"><ul class="ds_skip-links__list"><li class="ds_skip-links__item"><a class="ds_skip-links__link" href="#main-content">${frame.words.frame.skip}</a></li></ul></div>
${!shown.sheet && header(frame)}${!shown.sheet && frame.user && navigation(frame.user, frame)}
<div class="ds_wrapper"><main id="main-content" class="${shown.wide || shown.sheet ? 'hub_main hub_main--wide' : 'hub_main'}">
${shown.back && html`<a class="ds_back-link" href="${shown.back}">${frame.words.frame.back}</a>`}
${messages(shown, frame)}<h1 class="ds_page-header__title"${inLanguage(shown)}>${shown.title}</h1>
${shown.language ? html`<div${inLanguage(shown)}>${shown.body}</div>` : shown.body}</main></div></body></html>`);
