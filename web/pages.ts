/** Every page for people who are signed in; who else there is sees none of them. */
import type { Page } from './frame/page.ts';
import { workPages } from './work/pages.ts';

export const pages: readonly Page[] = [...workPages];
