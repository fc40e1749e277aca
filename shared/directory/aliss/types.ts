/** What the hub keeps of an entry in ALISS, Scotland's public directory of community services. */
import type { AccessFeature, Place } from '#directory/types';
import type { LocalDate } from '#platform/types';

export type AlissService = {
  /** A UUID in small letters. */
  id: string;
  name: string;
  organisation: string;
  about?: string;
  phone?: string;
  mail?: string;
  web?: string;
  /** Slugs, as ALISS has them. */
  categories: string[];
  access: AccessFeature[];
  /** Names of those it is for. */
  groups: string[];
  fromAge?: number;
  toAge?: number;
  /** Codes of councils, health boards, Scotland, and of wards. */
  serves: string[];
  places: Place[];
  /** Its own page. */
  page?: string;
  /** When its text was last edited, and when somebody last looked whether it is so. */
  edited?: LocalDate;
  reviewed?: LocalDate;
  /** ALISS itself shows it no more: it was not looked after. */
  deprioritised?: true;
  /** Since when ALISS has it no more. It stays here: a referral may speak of it. */
  gone?: LocalDate;
};
export type Attribution = { licence: string; to: { text: string; url?: string }[] };

/** Why ALISS gave no page. Never what it said: its faults carry its own inside. */
export type AlissTrouble = 'unreachable' | 'refused' | 'fault' | 'not-understood';
export type AlissPage = { count: number; services: AlissService[] /** Entries without id or name. */; unreadable: number; attribution: Attribution };
/** The one port to ALISS. Pages count from 1. */
export type Aliss = {
  page(n: number): Promise<{ ok: true; page: AlissPage } | { ok: false; because: AlissTrouble }>;
  /** Whether it still has this entry. */
  has(id: string): Promise<'yes' | 'no' | 'not-known'>;
};
/** ALISS gives so many services on a page, whatever is asked. */
export const perPage = 20;
