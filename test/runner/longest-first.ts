/** In which order files begin: those that are known to be long before all others, so that none of them is left over alone at the end. */
import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node';

/** `long`: what the path of a long one ends with, the longest first. Of the rest the larger file begins. */
export const longestFirst = (long: readonly string[]): TestSequencerConstructor => {
  const rank = ({ moduleId }: TestSpecification): number => {
    const place = long.findIndex((end) => moduleId.endsWith(end));
    return place < 0 ? long.length : place;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
    }
  };
};
