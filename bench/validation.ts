/** From the bytes of a referral to the judgement: JSON, R4's structure, the hub's rules. One process, no door around it. */
import type { ServiceRequest } from 'fhir/r4.js';
import { readReferral } from '#fhir/inbound/referral';
import { readJson } from '#fhir/structure/json';
import { checkStructure } from '#fhir/structure/structure';
import type { PracticeId } from '#identity/types';
import { instantOf } from '#platform/time';
import { createCall } from './referral.ts';
import { fine, printTable } from './table.ts';

const practice = { id: 'birchtree' as PracticeId };
/** Milliseconds; throws when the referral is not taken, so that no short way is measured. */
const judged = (bytes: Uint8Array): number => {
  const started = performance.now();
  const json = readJson(bytes);
  const faults = json.ok ? checkStructure(json.value) : [json.issue];
  const read = json.ok && faults.length === 0 ? readReferral(json.value as ServiceRequest, { now: instantOf(Date.now()), practice }) : undefined;
  const took = performance.now() - started;
  if (!read?.ok) throw new Error(`the referral is not taken: ${JSON.stringify(faults)}`);
  return took;
};

export const benchValidation = (rounds: number): void => {
  const make = createCall('http://127.0.0.1', '');
  const bodies = Array.from({ length: rounds }, () => Buffer.from(make().body ?? ''));
  const [first = 0, ...times] = bodies.map(judged);
  const sorted = times.sort((a, b) => a - b);
  const at = (part: number): string => fine(sorted[Math.floor(sorted.length * part)] ?? 0);
  process.stdout.write('Validation of one referral: bytes to judgement. Aim: p50 at most 2 ms.\n');
  printTable(['referrals', 'bytes', 'p50 ms', 'p99 ms', 'first ms'], [[String(rounds), String(bodies[0]?.byteLength ?? 0), at(0.5), at(0.99), fine(first)]]);
};
