/** Somebody is worried about a person. */
import type { Page } from '#web/frame/page';
import { concernPagesOfOne } from './concern-acts.ts';
import { concernsPage } from './list-page.ts';
import { raisePages } from './raise-page.ts';

export const concernPages: readonly Page[] = [...raisePages, concernsPage, ...concernPagesOfOne];
