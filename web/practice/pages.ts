import type { Page } from '#web/frame/page';

export const practicePages: readonly Page[] = [];
