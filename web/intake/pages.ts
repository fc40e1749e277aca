/** How somebody comes in without a GP system's referral, and whether they are here twice. */
import type { Page } from '#web/frame/page';
import { addPage } from './add-page.ts';
import { duplicatesPage } from './duplicates-page.ts';
import { twicePage } from './twice-page.ts';

export const intakePages: readonly Page[] = [addPage, duplicatesPage, twicePage];
