/** The pages of a practice's staff. */
import type { Page } from '#web/frame/page';
import { digestPage } from './digest-page.ts';
import { onePage } from './one-page.ts';
import { oursPage } from './ours-page.ts';
import { referPage } from './refer-page.ts';

export const practicePages: readonly Page[] = [oursPage, referPage, onePage, digestPage];
