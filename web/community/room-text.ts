/** How much room a service has, in words. */
import { type Capacity, roomOn } from '#directory/capacity-store';
import type { LocalDate } from '#platform/types';
import type { Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';

/** As it stood on a day. */
export const roomText = (said: Capacity | undefined, visit: Visit, on: LocalDate = visit.today): string => {
  const { room: say } = visit.words.communityService;
  if (!said) return say.unknown;
  const is = roomOn(said, on);
  const { fullUntil, pausedUntil, places, waitingWeeks } = said;
  if (is === 'paused') return pausedUntil === undefined || pausedUntil === 'further-notice' ? say.paused : say.pausedTo(fullDay(pausedUntil, visit));
  if (is === 'full') return fullUntil ? say.fullTo(fullDay(fullUntil, visit)) : say.full;
  const parts = [...(places === undefined ? [] : [say.placesAre(places)]), ...(waitingWeeks === undefined ? [] : [say.weeksAre(waitingWeeks)])];
  return parts.length > 0 ? parts.join(', ') : say.open;
};
