import type { Page } from '#web/frame/page';

export const coverPages: readonly Page[] = [];
