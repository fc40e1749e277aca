/** Every text that the pages show, in one catalogue; Gaelic so far for what the person sees. */
import { caseload } from './en/caseload.ts';
import { about } from './en/about.ts';
import { casework } from './en/casework.ts';
import { closing } from './en/closing.ts';
import { frame } from './en/frame.ts';
import { history } from './en/history.ts';
import { needs } from './en/needs.ts';
import { referral } from './en/referral.ts';
import { caseworkStatus } from './en/status.ts';
import { when } from './en/when.ts';

const en = { frame, when, needs, casework, caseload, about, referral, caseworkStatus, history, closing };

/** The same texts in another language: strings for strings, the same arguments for those that take some. */
export type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Texts]: Translated<Texts[Name]> };
export type Words = Translated<typeof en>;
export type Language = 'en' | 'gd';
/** Of a group that Gaelic does not have yet the English stands. */
export const wordsIn = (_language: Language): Words => en;
