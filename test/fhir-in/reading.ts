/** What each test of the reader needs, beside the referral itself. */

import type { ServiceRequest } from 'fhir/r4.js';
import { readReferral } from '#fhir/inbound/referral';
import { readJson } from '#fhir/structure/json';
import { checkStructure } from '#fhir/structure/structure';
import type { PracticeId } from '#identity/types';
import type { Instant } from '#platform/types';

export const now = '2026-11-23T09:30:00.000Z' as Instant;
export const practice = { id: 'S99001' as PracticeId, codes: ['99001'] };
/** The whole way in, as a request takes it. */
export const readAll = (resource: unknown) => {
  const json = readJson(new TextEncoder().encode(JSON.stringify(resource)));
  if (!json.ok) return { at: 'json' as const, issues: [json.issue] };
  const issues = checkStructure(json.value);
  if (issues.length > 0) return { at: 'structure' as const, issues };
  const read = readReferral(json.value as ServiceRequest, { now, practice });
  return read.ok
    ? { at: 'taken' as const, issues: read.issues, facts: read.facts, draft: read.draft }
    : { at: 'rules' as const, issues: read.issues, status: read.status };
};
