/** The pages of a links practitioner and of who covers for her. */
import type { Page } from '#web/frame/page';
import { caseloadPage } from './caseload-page.ts';
import { closePage } from './close-page.ts';
import { contactPage } from './contact-page.ts';
import { handOverPage } from './hand-over-page.ts';
import { quickActs } from './quick-acts.ts';
import { referralPage } from './referral-page.ts';
import { searchPages } from './search-page.ts';
import { stepPage } from './step-page.ts';
import { todayPage } from './today-page.ts';
import { triagePage } from './triage-page.ts';

export const workPages: readonly Page[] = [
  caseloadPage,
  ...searchPages,
  todayPage,
  triagePage,
  referralPage,
  contactPage,
  stepPage,
  closePage,
  handOverPage,
  ...quickActs,
];
