/** One onboarding file into one hub: check all of it, plan, and, unless it is a dry run, apply change by change. */
import { createHash } from 'node:crypto';
import type { Problem } from '#directory/onboarding';
import type { Change } from '#directory/onboarding-store';
import { applyPlan, checkedPlan } from '#directory/plan-store';
import { readJson } from '#fhir/structure/json';
import { registrationProblems } from '#identity/registration';
import type { Place } from './onboarding-place.ts';

/** `overtaken`: what somebody else changed at the same moment; everything before it is done. */
export type Onboarded =
  | { outcome: 'refused'; problems: Problem[] }
  | { outcome: 'overtaken'; what: string }
  | { outcome: 'done'; changed: number; unchanged: number };
/** `told` hears of each change when it is in the hub (or, in a dry run, would be): a secret made for it is nowhere else. */
type Options = { dryRun: boolean; told(change: Change): void };

/** `bytes`: the file, JSON of at most 256 KB. */
export const onboard = async (bytes: Uint8Array, place: Place, { dryRun, told }: Options): Promise<Onboarded> => {
  const read = readJson(bytes);
  if (!read.ok) return { outcome: 'refused', problems: [{ place: 'the file', text: read.issue.text }] };
  const deps = { ...place, file: createHash('sha256').update(bytes).digest('hex') };
  const plan = await checkedPlan(read.value, { allowLoopback: place.allowLoopback, clientProblems: registrationProblems }, deps);
  if (!plan.ok) return { outcome: 'refused', problems: plan.problems };
  const { changes, unchanged } = plan;
  if (dryRun) for (const change of changes) told({ ...change, issued: [] });
  const overtaken = dryRun ? undefined : await applyPlan(changes, deps, 1, told);
  return overtaken === undefined ? { outcome: 'done', changed: changes.length, unchanged: unchanged.length } : { outcome: 'overtaken', what: overtaken };
};
