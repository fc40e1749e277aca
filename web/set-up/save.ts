/** Brings what a page says into the hub: the same document, checks and plan as an onboarding file. */
import { lastManager } from '#directory/last-manager-store';
import type { Problem } from '#directory/onboarding';
import type { OnboardingDeps } from '#directory/onboarding-store';
import { applyPlan, checkedPlan, type Planned } from '#directory/plan-store';
import { beyondAreas } from '#directory/within-areas-store';
import type { Faults } from '#web/frame/form';
import type { Visit } from '#web/frame/page';
import { areasOf } from './territory.ts';

type Known = Pick<Visit, 'who' | 'ports' | 'at'>;
/** A page brings no key and makes none. */
const noSecrets: OnboardingDeps['secrets'] = {
  encrypt: async () => Promise.reject(new Error('a page encrypts no key of a party')),
  decrypt: async () => Promise.reject(new Error('a page decrypts no key of a party')),
};
/** `source`: stands in the audit where the SHA-256 of a file would. */
export const bringing = ({ who, ports, at }: Known, source: string): OnboardingDeps => {
  const { access: table, ids, fhir } = ports;
  return { table, ids, macs: fhir.keys, secrets: noSecrets, clock: { now: () => at }, who: `user:${who.user.id}`, file: source };
};
export const planned = (visit: Known, raw: object, source: string): Promise<Planned> => {
  const deps = bringing(visit, source);
  const { table, clock } = deps;
  const areas = areasOf(visit);
  return checkedPlan(
    raw,
    {
      allowLoopback: false,
      clientProblems: () => [],
      more: async (document) =>
        (await Promise.all([beyondAreas({ document, areas, table, clock }), lastManager({ document, areas, table, macs: visit.ports.fhir.keys })])).flat(),
    },
    deps,
  );
};

/** As the checks of a document say it, with a capital. */
export const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
/** What pages call as documents do. */
const own: readonly string[] = ['id', 'name', 'mail', 'codes', 'area', 'practices', 'areas'];
/** `practices[0].codes[1]` is the field `codes`; `fields` says where a page calls it otherwise, and where what it has no field for is shown. */
const faultsOf = (problems: readonly Problem[], fields: Readonly<Record<string, string>>): Faults =>
  Object.fromEntries(
    problems.toReversed().map(({ place, text }) => {
      const [, name = ''] = /^\w+\[\d+\]\.(\w+)/.exec(place) ?? [];
      return [fields[name] ?? (own.includes(name) ? name : (fields.otherwise ?? name)), sentence(text)];
    }),
  );

export type Saved = { ok: true } | { ok: false; faults: Faults } | { ok: false; trouble: 'changed' };
export const save = async (visit: Known, raw: object, fields: Readonly<Record<string, string>> = {}): Promise<Saved> => {
  const plan = await planned(visit, raw, 'page');
  if (!plan.ok) return { ok: false, faults: faultsOf(plan.problems, fields) };
  const overtaken = await applyPlan(plan.changes, bringing(visit, 'page'));
  return overtaken === undefined ? { ok: true } : { ok: false, trouble: 'changed' };
};
