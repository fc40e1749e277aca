/** Where somebody begins: the first page of their role. */

import { html } from './frame/html.ts';
import { firstPageOf } from './frame/navigation.ts';
import type { Page } from './frame/page.ts';

export const startPage: Page = {
  path: '/app/start',
  for: ['practitioner', 'staff', 'manager', 'collector'],
  get: async ({ who, words }) => {
    const first = firstPageOf(who.user);
    return first === '/app/start' ? { title: words.frame.hub, body: html`<p>${words.frame.nothingYet}</p>` } : { go: first };
  },
};
