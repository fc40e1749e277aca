/** Everything that leaves the hub is taken to the judge, and counted by type. */
import { expect } from 'vitest';
import type { FhirHub, Request, Told } from '#test/fhir-hub';
import { r4Faults } from '#test/r4';

type Fields = { resourceType: string; entry?: { resource?: Fields }[]; type?: string };
export const judging = () => {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const count = (resource: Fields): void => {
    const name = resource.resourceType === 'Bundle' ? `Bundle ${resource.type}` : resource.resourceType;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const { resource: within } of resource.entry ?? []) if (within) count(within);
  };
  /** `whence` is told with what is wrong. The same text is judged once, and counted once. */
  const judge = (resource: unknown, whence: string): void => {
    const text = JSON.stringify(resource);
    if (seen.has(text)) return;
    seen.add(text);
    const read = JSON.parse(text);
    const faults = r4Faults(read);
    if (faults.length > 0) expect({ whence, faults, text: text.slice(0, 1500) }).toEqual({ whence, faults: [], text: '' });
    count(read);
  };
  const isFhir = ({ body, contentType = 'application/fhir+json' }: Told): boolean => body !== undefined && contentType.startsWith('application/fhir+json');
  /** A hub whose every answer is judged before the test sees it. */
  const judged = (hub: FhirHub): FhirHub => ({
    ...hub,
    call: async (method: string, path: string, request: Request = {}) => {
      const answer = await hub.call(method, path, request);
      if (isFhir(answer)) judge(answer.body, `${method} ${path} by ${request.as ?? 'gp'}`);
      return answer;
    },
  });
  const total = (): number => [...counts.values()].reduce((sum, one) => sum + one, 0);
  return { judge, judged, counts, total };
};
export const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort()
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
