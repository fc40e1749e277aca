/** Around a page for the people of an organisation: no script, nobody else's address, and nothing that a search engine keeps. */

import type { Entrance } from '#identity/entrance';
import type { AnswerSession } from '#identity/organisation-session';
import type { Answer, Call } from '#platform/endpoint';
import type { Instant, LocalDate } from '#platform/types';
import { shown } from '#web/frame/answer';
import { button, hidden } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { WebPorts } from '#web/ports';
import { answerStylesPath } from '#web/styles/styles-route';
import type { Words } from '#web/words/words';

/** One call; `session`: of whoever is signed in. */
export type AnswerPorts = WebPorts & { entrance: Entrance };
export type Guest = { call: Call; ports: AnswerPorts; words: Words; at: Instant; today: LocalDate; session: AnswerSession | undefined };
export type Member = Guest & { session: AnswerSession };

export const listAt = '/answer/requests';
const figuresAt = '/answer/figures';
export const requestAt = (onward: string): string => `${listAt}/${onward}`;

const signOut = ({ words: { answer }, session }: Guest): Html | undefined =>
  session &&
  html`<form method="post" action="/answer/sign-out" class="hub_account">${hidden('csrf', session.csrf)}<button class="hub_link-button" type="submit">${answer.signOut}</button></form>`;
const top = (guest: Guest): Html => html`<span class="hub_brand">${guest.words.answer.brand}</span>${signOut(guest)}`;
const ways = ({ words: { answer }, session }: Guest): Html | undefined =>
  session && html`<p><a href="${listAt}">${answer.requests}</a> · <a href="${figuresAt}">${answer.figures}</a></p>`;

export const answerPage = (page: Shown, guest: Guest): Answer => {
  const { words, call, ports } = guest;
  const body = html`${page.body}${ways(guest)}`;
  const answer = shown({ ...page, body }, { words, path: call.path, invented: ports.local, top: top(guest), styles: answerStylesPath });
  return { ...answer, headers: { ...answer.headers, 'x-robots-tag': 'noindex, nofollow' } };
};

/** What went otherwise than wished. */
export const saying = (what: 'lost' | 'over' | 'signInFirst' | 'missing' | 'broken' | 'badForm', status: number, guest: Guest, more?: Html): Answer => {
  const { title, text } = guest.words.answer[what];
  return answerPage({ title, status, body: html`<p>${text}</p>${more}` }, guest);
};

/** A form with one big button. */
export const oneButton = (action: string, label: string, fields: Html, kind: 'primary' | 'secondary' = 'primary'): Html =>
  html`<form method="post" action="${action}">${fields}${button(label, kind)}</form>`;
