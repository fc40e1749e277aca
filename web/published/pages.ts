import type { Page } from '#web/frame/page';
import { publishPage } from './publish-page.ts';

export const publishedPages: readonly Page[] = [publishPage];
