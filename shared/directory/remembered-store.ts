/** The directory as one instance remembers it for ten seconds: who is there changes by the month, and every call asks. */
import { kept } from '#platform/kept';
import { later } from '#platform/time';
import type { Clock } from '#platform/types';
import type { Directory } from './types.ts';

const milliseconds = 10_000;
const entries = 1_000;

/** Endpoints and keys are always read: a disabled endpoint or a key that was taken back must count at once. */
export const remembered = (directory: Directory, clock: Clock): Directory => {
  const remember = <Id extends string, Record>(read: (id: Id) => Promise<Record>) => {
    const known = kept<Promise<Record>>(entries, clock);
    return (id: Id): Promise<Record> => {
      const held = known.get(id);
      if (held) return held;
      const reading = read(id);
      known.put(id, reading, later(clock.now(), milliseconds));
      reading.catch(() => known.drop(id));
      return reading;
    };
  };
  return {
    ...directory,
    practice: remember(directory.practice),
    practitioner: remember(directory.practitioner),
    manager: remember(directory.manager),
    organisation: remember(directory.organisation),
    area: remember(directory.area),
    areas: directory.areas,
    organisationsIn: remember(directory.organisationsIn),
    practicesIn: remember(directory.practicesIn),
    practitionersOf: remember(directory.practitionersOf),
  };
};
