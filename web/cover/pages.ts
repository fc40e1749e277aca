/** Who stands in for whom, what is handed on, who comes back, and names that are not for everybody. */
import type { Page } from '#web/frame/page';
import { absencePages } from './absence-page.ts';
import { cameBackPage } from './came-back.ts';
import { openingsPage } from './openings-page.ts';
import { reassignPages } from './reassign-page.ts';
import { reassignedPages } from './reassigned-page.ts';
import { showNamePage } from './show-name.ts';
import { unattendedPage } from './unattended-page.ts';

export const coverPages: readonly Page[] = [...absencePages, ...reassignPages, ...reassignedPages, cameBackPage, showNamePage, unattendedPage, openingsPage];
