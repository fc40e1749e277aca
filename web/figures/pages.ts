import type { Page } from '#web/frame/page';
import { metricPage } from './metric-page.ts';
import { questionsPage } from './questions-page.ts';

export const figuresPages: readonly Page[] = [questionsPage, metricPage];
