/** Pages of the Community Links Manager: the organisations of her areas as partners. */
import type { Page } from '#web/frame/page';
import { accessPages } from './access-page.ts';
import { alissPage } from './aliss-page.ts';
import { areaPage } from './area-page.ts';
import { detailsPages } from './details-pages.ts';
import { gapsPage } from './gaps-page.ts';
import { listPages } from './list-page.ts';
import { notePages } from './note-pages.ts';
import { onePage } from './one-page.ts';
import { peoplePage } from './people-page.ts';
import { planPage } from './plan-page.ts';
import { questionsPage } from './questions-page.ts';
import { roomPage } from './room-page.ts';
import { servicePages } from './service-pages.ts';
import { stepsPages } from './steps-page.ts';

export const communityPages: readonly Page[] = [
  ...listPages,
  onePage,
  ...notePages,
  peoplePage,
  planPage,
  ...detailsPages,
  ...stepsPages,
  ...servicePages,
  questionsPage,
  roomPage,
  ...accessPages,
  alissPage,
  gapsPage,
  areaPage,
];
