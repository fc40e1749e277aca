import type { Page } from '#web/frame/page';

export const mattersPages: readonly Page[] = [];
