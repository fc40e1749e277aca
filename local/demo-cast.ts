/** Keys and secrets of the played parties: made anew for each hub, kept in its folder, readable by its owner alone. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { roleScopes } from '#identity/scopes';

/** As `npm run token` takes them. */
export const demoNames = ['gp', 'gp-other', 'organisation', 'organisation-other', 'practitioner', 'manager'] as const;
export type DemoName = (typeof demoNames)[number];
export const isDemoName = (name: string): name is DemoName => demoNames.some((one) => one === name);

/** For whom each client speaks. */
export const demoParties = {
  gp: { practice: 'birchtree' },
  'gp-other': { practice: 'thistledown' },
  organisation: { organisation: 'drumgarth' },
  'organisation-other': { organisation: 'kelvinbank' },
  practitioner: { practitioner: 'catriona-weir' },
  manager: { manager: 'elspeth-munro' },
} as const satisfies Record<DemoName, object>;
/** All the scopes of the role for which the client speaks. */
export const demoScope = (name: DemoName): string =>
  Object.entries(roleScopes)
    .filter(([kind]) => kind in demoParties[name])
    .map(([, scope]) => scope)
    .join(' ');

const client = z.object({ id: z.string(), kid: z.string(), privateKey: z.record(z.string(), z.string()) });
const cast = z.object({
  clients: z.record(z.enum(demoNames), client),
  /** By party: with what the hub signs to them. */
  endpointSecrets: z.object({ birchtree: z.string(), drumgarth: z.string(), others: z.string() }),
  /** By organisation: with what it signs its answers. */
  answerSecrets: z.object({ drumgarth: z.string(), kelvinbank: z.string() }),
});
export type DemoClient = z.infer<typeof client>;
/** Secrets as `whsec_…`, private keys as JWK. */
export type DemoCast = z.infer<typeof cast>;

const fileIn = (folder: string) => join(folder, 'demo-clients.json');
const newClient = (name: DemoName): DemoClient => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return { id: `demo-${name}`, kid: 'demo', privateKey: z.record(z.string(), z.string()).parse(privateKey.export({ format: 'jwk' })) };
};
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const newCast = (): DemoCast =>
  cast.parse({
    clients: Object.fromEntries(demoNames.map((name) => [name, newClient(name)])),
    endpointSecrets: { birchtree: newSecret(), drumgarth: newSecret(), others: newSecret() },
    answerSecrets: { drumgarth: newSecret(), kelvinbank: newSecret() },
  });

/** Undefined when this hub has no demo clients. */
export const demoCastIn = (folder: string): DemoCast | undefined => {
  try {
    return cast.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return undefined;
  }
};
export const openDemoCast = (folder: string): DemoCast => {
  const kept = demoCastIn(folder);
  if (kept) return kept;
  const made = newCast();
  writeFileSync(fileIn(folder), JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  return made;
};
