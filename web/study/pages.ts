import type { Page } from '#web/frame/page';
import { downloadPage, exportPage } from './export-page.ts';
import { addPage, changePage } from './form-page.ts';
import { listPage } from './list-page.ts';
import { onePage } from './one-page.ts';

/** Studies, for managers; what data collectors enter for them. */
export const studyPages: readonly Page[] = [listPage, addPage, changePage, onePage, exportPage, downloadPage];
