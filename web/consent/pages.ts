import type { Page } from '#web/frame/page';

export const consentPages: readonly Page[] = [];
