import type { Page } from '#web/frame/page';

export const messagesPages: readonly Page[] = [];
