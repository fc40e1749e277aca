/** Onboarding files that state only what matters to a test. */
import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { checkOnboarding, type OnboardingRules } from '#directory/onboarding';
import { applyChange, missingReferences, type OnboardingDeps, planOnboarding } from '#directory/onboarding-store';
import { registrationProblems } from '#identity/registration';
import { memoryTable } from '#platform/memory-table';
import { instantOf, later } from '#platform/time';
import type { Clock, Secrets } from '#platform/types';

export const cloud: OnboardingRules = { allowLoopback: false, clientProblems: registrationProblems };
export const local: OnboardingRules = { ...cloud, allowLoopback: true };

const pair = await generateKeyPair('ES384', { extractable: true });
export const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'key-1' };
export const privateJwk = { ...(await exportJWK(pair.privateKey)), kid: 'key-1' };
export const whsec = (bytes = 32) => `whsec_${randomBytes(bytes).toString('base64')}`;

export const example = () => ({
  areas: [{ id: 'S12000049', manager: 'elspeth-munro' }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: ['S12000049'] }],
  practices: [
    {
      id: 'birchtree',
      name: 'Birchtree Practice',
      area: 'S12000049',
      mail: 'office@birchtree.example',
      endpoint: { url: 'https://gp.birchtree.example/hub', keys: [{ id: 'first', secret: 'generate' }] },
    },
  ],
  practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] }],
  organisations: [
    {
      id: 'drumgarth',
      name: 'Drumgarth Food Pantry',
      area: 'S12000049',
      services: [{ id: 'parcels', name: 'Food parcels', fields: ['name', 'safe-contact'] }],
      endpoint: { url: 'https://drumgarth.example/hub', keys: [{ id: 'first', secret: 'generate' }] },
      answerKeys: [{ id: 'first', scheme: 'v1', secret: 'generate' }],
    },
  ],
  users: [
    { id: 'catriona', name: 'Catriona Weir', mail: 'catriona.weir@birchtree.example', practitioner: 'catriona-weir' },
    { id: 'nadia', name: 'Dr Nadia Khan', mail: 'nadia.khan@birchtree.example', practice: 'birchtree', staff: 'gp' },
    { id: 'elspeth', name: 'Elspeth Munro', mail: 'elspeth.munro@programme.example', manager: 'elspeth-munro' },
  ],
  clients: [{ id: 'birchtree-system', practice: 'birchtree', scopes: ['system/Task.rus'], jwks: { keys: [publicJwk] } }],
});

/** Sets or, with undefined, removes what stands at a place like `practices[0].area`. */
export const changed = (place: string, value: unknown, document: object = example()): object => {
  const copy = structuredClone(document);
  const steps = place.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const target = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy as Record<string, unknown>);
  if (value === undefined) delete target[last];
  else target[last] = value;
  return copy;
};

/** Reversible and bound to its purpose; no cryptography, so that a test can look for what must not lie in the table. */
const boxes = (): Secrets => {
  const held = new Map<string, Uint8Array>();
  return {
    encrypt: async (plain, purpose) => {
      const name = `${purpose}:${held.size}`;
      held.set(name, plain);
      return name;
    },
    decrypt: async (name, purpose) => {
      const plain = name.startsWith(`${purpose}:`) ? held.get(name) : undefined;
      if (!plain) throw new Error('encrypted for another purpose');
      return plain;
    },
  };
};
export const emptyHub = () => {
  let now = instantOf(Date.UTC(2026, 10, 23, 9));
  const clock: Clock = { now: () => now };
  const ids = { id: () => randomBytes(8).toString('hex'), short: () => randomBytes(4).toString('hex'), bytes: (length: number) => randomBytes(length) };
  const table = memoryTable();
  const deps: OnboardingDeps = { table, clock, secrets: boxes(), ids, who: 'os:morag', file: 'sha256-of-file' };
  const onboard = async (raw: object, rules = cloud) => {
    const checked = checkOnboarding(raw, rules);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    const missing = await missingReferences(checked.references, table);
    if (missing.length > 0) throw new Error(JSON.stringify(missing));
    const plan = await planOnboarding(checked.document, deps);
    for (const change of plan.changes) if ((await applyChange(change, deps)) === 'overtaken') throw new Error(`${change.what} was overtaken`);
    return plan;
  };
  const pass = (milliseconds: number) => {
    now = later(now, milliseconds);
  };
  const audits = () => table.all().filter(({ pk }) => pk.startsWith('AUDIT#'));
  return { table, deps, clock, onboard, pass, audits };
};
