/** What is written to people, what a local hub keeps of it, and visits alone that nobody is known to be out of. */
import type { Page } from '#web/frame/page';
import { letterPage } from './letter-page.ts';
import { outboxPage } from './outbox-page.ts';
import { visitsPage } from './visits-page.ts';

export const messagesPages: readonly Page[] = [letterPage, outboxPage, visitsPage];
