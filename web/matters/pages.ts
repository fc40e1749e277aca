/** What matters to a person, and the sheet they take home. */
import type { Page } from '#web/frame/page';
import { aboutPage } from './about-page.ts';
import { changeGoalPage } from './change-goal-page.ts';
import { goalPage } from './goal-page.ts';
import { mattersPage } from './matters-page.ts';
import { needsPage } from './needs-page.ts';
import { progressPage } from './progress-page.ts';
import { reachPage } from './reach-page.ts';
import { sheetPage } from './sheet-page.ts';

export const mattersPages: readonly Page[] = [mattersPage, aboutPage, reachPage, goalPage, progressPage, changeGoalPage, needsPage, sheetPage];
