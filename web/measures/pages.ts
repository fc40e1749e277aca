import type { Page } from '#web/frame/page';
import { measuresPage } from './measures-page.ts';
import { storyPage } from './story-page.ts';

export const measuresPages: readonly Page[] = [measuresPage, storyPage];
