/** What a yes leaves out: provisions within its provision. Of these the hub can act on a no to organisations of the directory, and on nothing else. */
import type { Consent, ConsentProvision, Reference } from 'fhir/r4.js';

const within = 'Consent.provision.provision';
/** With any other element it is a no in part, which the hub would take for a whole one or for none. */
const plain: ReadonlySet<string> = new Set(['id', 'type', 'actor', 'extension']);

type Names = (reference: Reference) => boolean;
const faultsIn = (exception: ConsentProvision, path: string, names: Names): string[] => {
  const { type, actor = [] } = exception;
  if (type !== 'deny') return [type === undefined ? path : `${path}.type`];
  const limits = Object.keys(exception).filter((name) => !plain.has(name.replace(/^_/, '')));
  if (limits.length > 0) return limits.map((name) => `${path}.${name.replace(/^_/, '')}`);
  if (actor.length === 0) return [path];
  return actor.flatMap(({ reference }, n) => (names(reference) ? [] : [`${path}.actor[${n}].reference`]));
};

/** FHIRPaths of what the hub cannot apply. `names`: whether a reference can be to an organisation of the hub. A whole no needs no exceptions. */
export const notApplied = ({ provision }: Consent, names: Names): string[] =>
  provision?.type === 'deny' ? [] : (provision?.provision ?? []).flatMap((one, n) => faultsIn(one, `${within}[${n}]`, names));
