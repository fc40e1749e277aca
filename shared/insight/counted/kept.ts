/** Of what is told apart, the counts that some metric asks for: all others would only make each item larger, and dearer each time it is written. */
import type { Dimension, Tally } from './tally.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const coming = 'received optOut people engaged sustained referredOn planned attempt wait worked assess tries waiting endedWaiting waitingSince';
const working = 'contact attended missed closed notReached contacts duration';
const answers = 'sent accepted declined alreadySupporting answeredIn inTime unanswered withdrawn came loopClosed';
const ofWho = words([coming, working, answers].join(' '));
const keptBy: Readonly<Record<Dimension, ReadonlySet<string>>> = {
  ...{ simd: ofWho, age: ofWho, sex: ofWho, interpreter: ofWho, ethnicity: ofWho },
  ...{ need: words('received having'), 'need-simd': words('received'), organisation: words(`${answers} reminded stopAsked`) },
};
/** Up to the first point or `@`: `wait` of `wait.9`. */
const baseOf = (name: string): string => name.split(/[.@]/, 1)[0] ?? '';
/** There are many organisations: of each, no days of sending. */
export const keptOf = (dimension: Dimension, tally: Tally): Tally =>
  Object.fromEntries(
    Object.entries(tally).filter(([name]) => keptBy[dimension].has(baseOf(name)) && !(dimension === 'organisation' && name.startsWith('sent@'))),
  );
