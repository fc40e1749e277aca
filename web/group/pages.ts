import type { Page } from '#web/frame/page';

export const groupPages: readonly Page[] = [];
