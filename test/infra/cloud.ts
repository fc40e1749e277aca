/** The cloud's template, by name. */
import { expect } from 'vitest';
import { hubTemplate, ofType, plain, type Resource } from '#test/stacks';

export { plain, said } from '#test/stacks';
export const cloud = hubTemplate('cloud');

/** All of a type, at least so many: a loop over nothing would hold for anything. */
export const all = (type: string, atLeast: number): [string, Resource][] => {
  const found = ofType(cloud, type);
  expect(found.length, `${type} in the template`).toBeGreaterThanOrEqual(atLeast);
  return found;
};
export const byName = (type: string) => Object.fromEntries(ofType(cloud, type).map(([id, one]) => [plain(id), one.Properties]));
