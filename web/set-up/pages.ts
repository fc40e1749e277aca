import type { Page } from '#web/frame/page';

export const setUpPages: readonly Page[] = [];
