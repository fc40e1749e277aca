/** A document on its way into the hub, whoever brings it: checked against itself and against what is there, then planned, then applied. */
import { checkOnboarding, type OnboardingRules, type Problem, unknownReference } from './onboarding.ts';
import type { OnboardingDocument } from './onboarding-document.ts';
import { applyChange, type Change, missingReferences, type OnboardingDeps, planOnboarding } from './onboarding-store.ts';
import { takenAddresses } from './users-store.ts';

/** `more`: what else whoever brings it is asked. */
type Rules = OnboardingRules & { more?(document: OnboardingDocument): Promise<Problem[]> };
export type Planned = { ok: true; changes: Change[]; unchanged: string[] } | { ok: false; problems: Problem[] };

/** Reads only. Everything wrong is told at once, as far as it can be seen at once. */
export const checkedPlan = async (raw: unknown, { more, ...rules }: Rules, deps: OnboardingDeps): Promise<Planned> => {
  const checked = checkOnboarding(raw, rules);
  if (!checked.ok) return checked;
  const [missing, taken, others] = await Promise.all([
    missingReferences(checked.references, deps.table),
    takenAddresses(checked.document.users ?? [], deps),
    more?.(checked.document) ?? [],
  ]);
  const problems = [...missing.map(unknownReference), ...taken, ...others];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, ...(await planOnboarding(checked.document, deps)) };
};

/** In their order, so many at once. Ends at the first that somebody else changed meanwhile; what went before is in the hub, and the same document again brings the rest. */
export const applyPlan = async (changes: readonly Change[], deps: OnboardingDeps, atOnce = 1, told: (change: Change) => void = () => undefined) => {
  for (let at = 0; at < changes.length; at += atOnce) {
    const some = changes.slice(at, at + atOnce);
    const outcomes = await Promise.all(some.map((change) => applyChange(change, deps)));
    for (const [n, change] of some.entries()) if (outcomes[n] === 'done') told(change);
    const overtaken = some.find((_, n) => outcomes[n] === 'overtaken');
    if (overtaken) return overtaken.what;
  }
  return undefined;
};
