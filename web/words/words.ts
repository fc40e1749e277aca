/** Every text that the pages show, in one catalogue; Gaelic so far for what the person sees. */
import { caseload } from './en/caseload.ts';
import { casework } from './en/casework.ts';
import { frame } from './en/frame.ts';
import { needs } from './en/needs.ts';
import { when } from './en/when.ts';

const en = { frame, when, needs, casework, caseload };

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
