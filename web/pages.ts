/** Every page for people who are signed in; who else there is sees none of them. */

import { answerPages } from './answer/pages.ts';
import { communityPages } from './community/pages.ts';
import { concernPages } from './concern/pages.ts';
import { consentPages } from './consent/pages.ts';
import { askingFirst } from './cover/ask-first.ts';
import { coverPages } from './cover/pages.ts';
import { figuresPages } from './figures/pages.ts';
import { findingPages } from './find/pages.ts';
import type { Page } from './frame/page.ts';
import { groupPages } from './group/pages.ts';
import { improvementPages } from './improvement/pages.ts';
import { intakePages } from './intake/pages.ts';
import { mattersPages } from './matters/pages.ts';
import { measuresPages } from './measures/pages.ts';
import { messagesPages } from './messages/pages.ts';
import { practicePages } from './practice/pages.ts';
import { publishedPages } from './published/pages.ts';
import { setUpPages } from './set-up/pages.ts';
import { startPage } from './start-page.ts';
import { studyPages } from './study/pages.ts';
import { systemsPages } from './systems/pages.ts';
import { workPages } from './work/pages.ts';

const all: readonly Page[] = [
  startPage,
  ...workPages,
  ...findingPages,
  ...mattersPages,
  ...consentPages,
  ...measuresPages,
  ...concernPages,
  ...coverPages,
  ...groupPages,
  ...messagesPages,
  ...practicePages,
  ...intakePages,
  ...setUpPages,
  ...answerPages,
  ...systemsPages,
  ...figuresPages,
  ...publishedPages,
  ...communityPages,
  ...improvementPages,
  ...studyPages,
];
export const pages: readonly Page[] = all.map(askingFirst);
