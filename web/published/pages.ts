import type { Page } from '#web/frame/page';
import { everythingPages } from './everything-page.ts';
import { exportPages } from './export-pages.ts';
import { packInputsPage } from './pack-inputs-page.ts';
import { packPage } from './pack-page.ts';
import { publishPage } from './publish-page.ts';

export const publishedPages: readonly Page[] = [publishPage, ...exportPages, ...everythingPages, packPage, packInputsPage];
