import type { Page } from '#web/frame/page';
import { complaintPage } from './complaint-page.ts';
import { equityPage } from './equity-page.ts';
import { exportPages } from './export-pages.ts';
import { frozenPages } from './frozen-pages.ts';
import { knownPage } from './known-page.ts';
import { metricPage } from './metric-page.ts';
import { organisationsPage } from './organisations-page.ts';
import { outcomesPage } from './outcomes-page.ts';
import { questionsPage } from './questions-page.ts';
import { returnPage } from './return-page.ts';

export const figuresPages: readonly Page[] = [
  questionsPage,
  equityPage,
  organisationsPage,
  outcomesPage,
  returnPage,
  ...frozenPages,
  knownPage,
  complaintPage,
  metricPage,
  ...exportPages,
];
