/** Group sessions, and the time that belongs to no person. */
import type { Page } from '#web/frame/page';
import { groupPage } from './group-page.ts';
import { timePage } from './time-page.ts';
import { writtenUpPage } from './written-up-page.ts';

export const groupPages: readonly Page[] = [groupPage, writtenUpPage, timePage];
