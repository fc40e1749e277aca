/** What counting and recounting need, of whichever tables they read. */
import type { Counting } from './counting-store.ts';
import { type Lives, personOf, readLife } from './life-store.ts';
import type { Recounting } from './recount-store.ts';

/** `table`: `work`. */
type Given = Pick<Counting, 'table' | 'closedDays' | 'ids' | 'pause'> & { lives: Lives };
export const countingPorts = (given: Given): Recounting => ({
  ...given,
  readLife: (person, known) => readLife(person, known, given.lives),
  personOf: (referral) => personOf(referral, given.lives),
});
