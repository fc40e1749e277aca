/** Every text that the pages show, in one catalogue; Gaelic so far for what the person sees. */

import { about } from './en/about.ts';
import { aloud } from './en/aloud.ts';
import { answer } from './en/answer.ts';
import { caseload } from './en/caseload.ts';
import { casework } from './en/casework.ts';
import { charts } from './en/charts.ts';
import { closing } from './en/closing.ts';
import { collect } from './en/collect.ts';
import { community } from './en/community.ts';
import { communityService } from './en/community-service.ts';
import { complaints } from './en/complaints.ts';
import { concern } from './en/concern.ts';
import { consent } from './en/consent.ts';
import { cover } from './en/cover.ts';
import { figures } from './en/figures.ts';
import { figuresKnown } from './en/figures-known.ts';
import { figuresLooked } from './en/figures-looked.ts';
import { figureNouns } from './en/figures-nouns.ts';
import { figuresPages } from './en/figures-pages.ts';
import { finding } from './en/finding.ts';
import { frame } from './en/frame.ts';
import { group } from './en/group.ts';
import { history } from './en/history.ts';
import { imports } from './en/imports.ts';
import { improvement } from './en/improvement.ts';
import { intake } from './en/intake.ts';
import { matters } from './en/matters.ts';
import { measures } from './en/measures.ts';
import { messages } from './en/messages.ts';
import { needs } from './en/needs.ts';
import { pack } from './en/pack.ts';
import { practice } from './en/practice.ts';
import { publication } from './en/publication.ts';
import { referral } from './en/referral.ts';
import { onwards, referring } from './en/referring.ts';
import { selfReferral } from './en/self-referral.ts';
import { setUp } from './en/set-up.ts';
import { sheet } from './en/sheet.ts';
import { signIn } from './en/sign-in.ts';
import { caseworkStatus } from './en/status.ts';
import { study } from './en/study.ts';
import { systems } from './en/systems.ts';
import { warnings } from './en/warnings.ts';
import { when } from './en/when.ts';
import { aloud as gaelicAloud } from './gd/consent.ts';
import { frame as gaelicFrame } from './gd/frame.ts';
import { selfReferral as gaelicSelfReferral } from './gd/self-referral.ts';
import { sheet as gaelicSheet } from './gd/sheet.ts';
import { when as gaelicWhen } from './gd/when.ts';

const en = {
  about,
  aloud,
  answer,
  caseload,
  casework,
  charts,
  closing,
  collect,
  community,
  communityService,
  complaints,
  concern,
  consent,
  cover,
  figures,
  figureNouns,
  figuresKnown,
  figuresLooked,
  figuresPages,
  finding,
  frame,
  group,
  history,
  imports,
  improvement,
  intake,
  matters,
  measures,
  messages,
  needs,
  onwards,
  pack,
  practice,
  publication,
  referral,
  referring,
  selfReferral,
  setUp,
  sheet,
  signIn,
  caseworkStatus,
  study,
  systems,
  warnings,
  when,
};

/** The same texts in another language: strings for strings, the same arguments for those that take some. */
export type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Texts]: Translated<Texts[Name]> };
export type Words = Translated<typeof en>;
export type Language = 'en' | 'gd';
/** So far what the person sees. */
const gd = {
  aloud: gaelicAloud,
  frame: { ...en.frame, ...gaelicFrame },
  selfReferral: gaelicSelfReferral,
  sheet: gaelicSheet,
  when: gaelicWhen,
} as const satisfies Partial<Words>;
/** Of a group that Gaelic does not have yet the English stands. */
export const wordsIn = (language: Language): Words => (language === 'gd' ? { ...en, ...gd } : en);
