/** One onboarding file into one hub: check all of it, plan, and, unless it is a dry run, apply change by change. */
import { createHash } from 'node:crypto';
import { checkOnboarding, type Problem, unknownReference } from '#directory/onboarding';
import { applyChange, type Change, missingReferences, type OnboardingDeps, planOnboarding } from '#directory/onboarding-store';
import { takenAddresses } from '#directory/users-store';
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

const applied = async (changes: Change[], deps: OnboardingDeps, { dryRun, told }: Options): Promise<string | undefined> => {
  for (const change of changes) {
    if (!dryRun && (await applyChange(change, deps)) === 'overtaken') return change.what;
    told(dryRun ? { ...change, issued: [] } : change);
  }
};

/** `bytes`: the file, JSON of at most 256 KB. */
export const onboard = async (bytes: Uint8Array, place: Place, options: Options): Promise<Onboarded> => {
  const read = readJson(bytes);
  if (!read.ok) return { outcome: 'refused', problems: [{ place: 'the file', text: read.issue.text }] };
  const checked = checkOnboarding(read.value, { allowLoopback: place.allowLoopback, clientProblems: registrationProblems });
  if (!checked.ok) return { outcome: 'refused', problems: checked.problems };
  const missing = await missingReferences(checked.references, place.table);
  if (missing.length > 0) return { outcome: 'refused', problems: missing.map(unknownReference) };
  const deps = { ...place, file: createHash('sha256').update(bytes).digest('hex') };
  const taken = await takenAddresses(checked.document.users ?? [], deps);
  if (taken.length > 0) return { outcome: 'refused', problems: taken };
  const { changes, unchanged } = await planOnboarding(checked.document, deps);
  const overtaken = await applied(changes, deps, options);
  return overtaken === undefined ? { outcome: 'done', changed: changes.length, unchanged: unchanged.length } : { outcome: 'overtaken', what: overtaken };
};
