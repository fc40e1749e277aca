import type { Page } from '#web/frame/page';
import { pinPage } from './pin-page.ts';

/** For who is signed in: the pages of organisations themselves are behind a link and a PIN. */
export const answerPages: readonly Page[] = [pinPage];
