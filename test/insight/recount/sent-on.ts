/** What became of everything that was sent on to an organisation. */
import { londonDay } from './days.ts';

type Anything = ReturnType<typeof JSON.parse>;
/** An event as it lies in a commit. */
export type Told = { at: string; event: Anything };
type Answer = { at: string; is: 'yes' | 'no' | 'already'; reason: string };
export type Onward = {
  organisation: string;
  sentAt: string;
  sent: string;
  answer?: Answer;
  cancelled: boolean;
  /** On which days it was reminded, and asked to stop. */
  reminded: string[];
  askedToStop?: string;
  /** Neither answered nor ended. */
  open: boolean;
  came: boolean;
  loopClosed: boolean;
  yearly: number;
  oneOff: number;
  debt: number;
};

const answerIn = (own: readonly Told[]): Answer | undefined => {
  const first = own.find(({ event }) => event.type === 'onward-accepted' || event.type === 'onward-declined');
  if (!first) return undefined;
  const reason = first.event.reason?.code ?? '';
  if (first.event.type === 'onward-accepted') return { at: first.at, is: 'yes', reason };
  return { at: first.at, is: reason === 'already-supporting' ? 'already' : 'no', reason };
};
const onwardFrom = (facts: { id: string; organisation: string; sentAt: string }, all: readonly Told[]): Onward[] => {
  const own = all.filter(({ event }) => event.onward === facts.id);
  const has = (...types: string[]) => own.find(({ event }) => types.includes(event.type));
  if (has('onward-marked-as-error')) return [];
  const answer = answerIn(own);
  const cancelled = has('onward-cancelled');
  const unheard = has('onward-cancellation-requested') && cancelled && !cancelled.event.acknowledged;
  const ended = has('onward-completed', 'onward-failed', 'onward-declined');
  const stop = has('onward-cancellation-requested');
  const amounts = has('onward-completed')?.event.outcome.amounts;
  return [
    {
      ...{ organisation: facts.organisation, sentAt: facts.sentAt, sent: londonDay(facts.sentAt), ...(answer ? { answer } : {}) },
      ...{ cancelled: cancelled !== undefined, open: !answer && !cancelled && !ended },
      reminded: own.flatMap(({ at, event }) => (event.type === 'onward-reminded' ? [londonDay(at)] : [])),
      ...(stop ? { askedToStop: londonDay(stop.at) } : {}),
      came: answer?.is === 'yes' && own.some(({ event }) => event.type === 'onward-attended' && event.came),
      loopClosed: ended !== undefined || (cancelled !== undefined && answer?.is === 'yes' && !unheard),
      ...{ yearly: amounts?.yearly ?? 0, oneOff: amounts?.oneOff ?? 0, debt: amounts?.debt ?? 0 },
    },
  ];
};
export const toldOnward = (all: readonly Told[]): Onward[] => all.flatMap(({ event }) => (event.type === 'referred-on' ? onwardFrom(event.facts, all) : []));
