import type { Page } from '#web/frame/page';
import { consentPage } from './consent-page.ts';

export const consentPages: readonly Page[] = [consentPage];
