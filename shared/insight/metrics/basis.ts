import { bases, type Metric } from './types.ts';

/** What a figure answers and by which day it counts, as said to a client system. */
export const basisOf = ({ question, basis }: Metric): string => `${question} Counted ${bases[basis]}.`;
