/** Which counts a metric is made of: the others are not even taken out of what was read. */
import type { Tally } from '#insight/counted/tally';
import type { Compute, Metric } from '#insight/metrics/types';

const basesOf = (compute: Compute): readonly string[] => {
  switch (compute.kind) {
    case 'count':
    case 'mix-of':
    case 'mix-by':
    case 'per':
    case 'people':
      return [compute.of].flat();
    case 'share':
    case 'people-share':
      return [compute.part, compute.whole].flat();
    case 'ratio':
    case 'people-ratio':
      return [compute.top, compute.bottom].flat();
    case 'time':
      return [compute.histogram, ...compute.still, ...compute.without];
    case 'mix':
      return [compute.prefix];
    case 'needs-of-people':
      return ['people', 'having'];
    case 'standing':
      return [compute.name];
    case 'unanswered':
      return ['sent', 'unanswered'];
    case 'paired':
      return ['base', 'pair', 'change', 'square', 'better'].map((count) => `${count}-${compute.item}`);
    case 'money':
      return ['', 'For', 'Square'].map((count) => `${compute.of}${count}`);
    case 'elsewhere':
      return [];
  }
};
/** Up to the first point or `@`: `wait` of `wait.9`. */
const baseOf = (name: string): string => {
  const from = name.indexOf('|') + 1;
  const ends = [name.indexOf('.', from), name.indexOf('@', from)].filter((at) => at >= 0);
  return name.slice(from, ends.length > 0 ? Math.min(...ends) : undefined);
};
export const wantedBy = (metrics: readonly Metric[]): ((name: string) => boolean) => {
  const bases = new Set(metrics.flatMap(({ compute }) => basesOf(compute).map(baseOf)));
  return (name) => bases.has(baseOf(name));
};

/** The counts of a month by their bases: many metrics are asked of it, each of a few of them. */
type Sorted = ReadonlyMap<string, Tally>;
export const sorted = (tally: Tally): Sorted => {
  const found = new Map<string, Record<string, number>>();
  for (const name in tally) {
    const base = baseOf(name);
    const own = found.get(base) ?? {};
    found.set(base, own);
    own[name] = tally[name] ?? 0;
  }
  return found;
};
export const tallyFor = ({ compute }: Metric, all: Sorted): Tally =>
  Object.assign({}, ...[...new Set(basesOf(compute).map(baseOf))].map((base) => all.get(base) ?? {}));
