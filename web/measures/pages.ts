import type { Page } from '#web/frame/page';

export const measuresPages: readonly Page[] = [];
