/** What happened, in words. What only the hub's own bookkeeping needs is not told. */
import type { TimelineEntry } from '#referral/timeline';
import type { Event } from '#referral/types';
import { londonTime } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { needsText } from './need-text.ts';
import { stepText } from './row.ts';

type Told = Extract<TimelineEntry, { kind: 'event' }>;
const silent: readonly Event['type'][] = ['task-sent', 'request-held', 'request-resumed', 'started', 'onward-reminded'];
export const isTold = ({ type }: Pick<Event, 'type'>): boolean => !silent.includes(type);

/** `: the reason`, where there is one. */
const because = (event: Told['event']): string => ('reason' in event && event.reason ? `: ${event.reason.text}` : '');
const said = (event: Told['event']): string => ('text' in event ? `: ${event.text}` : '');

const detail = (event: Told['event'], names: ReadonlyMap<string, string>, visit: Visit): string => {
  switch (event.type) {
    case 'step-planned':
      return `: ${stepText(event.step, visit)}`;
    case 'handed-over':
      return ` ${names.get(event.to) ?? event.to}${event.note ? `: ${event.note}` : ''}`;
    case 'needs-recorded':
      return `: ${needsText(event, visit.words).join(', ')}`;
    case 'completed':
      return event.outcomes.length > 0 ? `: ${event.outcomes.map(({ activity }) => activity).join('; ')}` : '';
    case 'onward-reference-noted':
      return `: ${event.reference}`;
    case 'onward-completed':
      return `: ${[event.outcome.activity, event.outcome.outcome].filter(Boolean).join(', ')}`;
    case 'onward-accepted': {
      const { worker, slot, waitingWeeks } = event.acceptance;
      const more = [worker, slot && londonTime(slot), waitingWeeks !== undefined && visit.words.history.weeks(waitingWeeks)].filter(Boolean);
      return more.length > 0 ? `: ${more.join(', ')}` : '';
    }
    default:
      return `${because(event)}${said(event)}`;
  }
};
export const entryText = ({ event, organisation }: Told, names: ReadonlyMap<string, string>, visit: Visit): string => {
  const { history } = visit.words;
  const who = organisation ? (names.get(organisation) ?? organisation) : '';
  const what = event.type === 'onward-attended' ? (event.came ? history.came : history.didNotCome) : history.events[event.type];
  return `${who ? `${who}: ` : ''}${what}${detail(event, names, visit)}`;
};
