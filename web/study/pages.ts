import type { Page } from '#web/frame/page';
import { collectPage } from './collect-page.ts';
import { downloadPage, exportPage } from './export-page.ts';
import { addPage, changePage } from './form-page.ts';
import { listPage } from './list-page.ts';
import { onePage } from './one-page.ts';
import { paperPage } from './paper-page.ts';
import { personPage } from './person-page.ts';
import { practicePage } from './practice-page.ts';
import { researchPage } from './research-page.ts';

/** Studies and their exports, for managers; what data collectors enter for them; and what practitioners ask people. */
export const studyPages: readonly Page[] = [
  listPage,
  addPage,
  changePage,
  onePage,
  exportPage,
  downloadPage,
  collectPage,
  practicePage,
  personPage,
  paperPage,
  researchPage,
];
