/** The pages of practice development plans. */
import type { Page } from '#web/frame/page';
import { actionsPage } from './actions-page.ts';
import { aimPage } from './aim-page.ts';
import { cyclePage, startPage } from './cycle-page.ts';
import { historyPage } from './history-page.ts';
import { learningPage } from './learning-page.ts';
import { listPage } from './list-page.ts';
import { measurePage } from './measure-page.ts';
import { overviewPage } from './overview-page.ts';
import { ratePage } from './rate-page.ts';

export const improvementPages: readonly Page[] = [
  listPage,
  overviewPage,
  ratePage,
  startPage,
  cyclePage,
  aimPage,
  measurePage,
  actionsPage,
  learningPage,
  historyPage,
];
