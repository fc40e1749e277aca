import type { Appointment, Where } from '#people/messages';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import type { Words } from '#web/words/words';

export const whereText = (where: Where | undefined, { messages }: Words): string => {
  if (!where) return '';
  return where.at === 'named' ? messages.where.named(where.name) : messages.where[where.at];
};
/** The whole of what a text says. */
export const textOf = ({ day, time, where }: Appointment, { words, today }: Visit): string =>
  words.messages.text(dayText(day, today, words), time, whereText(where, words));
