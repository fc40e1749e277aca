/** The pages on which a programme manager sets up her areas. */
import type { Page } from '#web/frame/page';
import { agreementsPages } from './agreements-page.ts';
import { holidaysPages } from './holidays-page.ts';
import { importPages } from './import/import-page.ts';
import { reviewPage } from './import/review-page.ts';
import { overviewPage } from './overview-page.ts';
import { peoplePages } from './people-page.ts';
import { personPage } from './person-page.ts';
import { practicePage } from './practice-page.ts';
import { practicesPages } from './practices-page.ts';
import { settingsPages } from './settings-page.ts';

export const setUpPages: readonly Page[] = [
  overviewPage,
  ...practicesPages,
  practicePage,
  ...peoplePages,
  personPage,
  ...holidaysPages,
  ...settingsPages,
  ...agreementsPages,
  ...importPages,
  reviewPage,
];
