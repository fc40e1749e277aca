/** Finding help in the community, and referring on. */
import type { Page } from '#web/frame/page';
import { checkPage } from './check-page.ts';
import { choosePage } from './choose-page.ts';
import { gapPage } from './find-acts.ts';
import { findPages } from './find-page.ts';
import { onwardPage } from './onward-page.ts';
import { placePage } from './place-page.ts';

export const findingPages: readonly Page[] = [...findPages, gapPage, placePage, choosePage, checkPage, onwardPage];
