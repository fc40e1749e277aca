import type { Page } from '#web/frame/page';

export const concernPages: readonly Page[] = [];
