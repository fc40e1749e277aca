import type { Page } from '#web/frame/page';
import { complaintPage } from './complaint-page.ts';
import { equityPage } from './equity-page.ts';
import { exportPages } from './export-pages.ts';
import { frozenPages } from './frozen-pages.ts';
import { knownPage } from './known-page.ts';
import { lookedPage } from './looked-page.ts';
import { metricPage } from './metric-page.ts';
import { noted, notedAs } from './noted.ts';
import { organisationsPage } from './organisations-page.ts';
import { outcomesPage } from './outcomes-page.ts';
import { questionsPage } from './questions-page.ts';
import { returnSight } from './return-figures.ts';
import { returnPage } from './return-page.ts';

export const figuresPages: readonly Page[] = [
  questionsPage,
  notedAs('equity', equityPage),
  notedAs('organisations', organisationsPage),
  notedAs('outcomes', outcomesPage),
  ...[returnPage, ...frozenPages].map((page) => noted(page, returnSight)),
  knownPage,
  lookedPage,
  complaintPage,
  ...[metricPage, ...exportPages].map((page) => notedAs(undefined, page)),
];
