import type { Concern, ConcernClock } from '#people/concern';
import type { Words } from '#web/words/words';

/** How long somebody still has to say that they have it; undefined: somebody has. */
export const clockText = (clock: ConcernClock, { concern }: Words): string | undefined => {
  switch (clock.state) {
    case 'running':
      return concern.clock.running(clock.hours);
    case 'over':
      return concern.clock.over(clock.hours);
    case 'acknowledged':
    case 'closed':
      return undefined;
  }
};
/** Enough to speak of it, and nothing of the person. */
export const concernReference = ({ id }: Pick<Concern, 'id'>): string => id.slice(-5);
