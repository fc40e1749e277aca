/** Money never stands without the people it is of. */
import { numberText } from '#insight/number-text';
import { numberOf, type Value } from '#insight/value';
import type { Words } from '#web/words/words';

/** `metric`: yearly, oneOff or debt. */
export const moneySentence = (metric: string, money: { pounds: Value; people: Value }, { figureNouns: { money: nouns, people: noun } }: Words): string => {
  const say = nouns[metric === 'yearly' || metric === 'debt' ? metric : 'oneOff'];
  const [pounds, people] = [numberOf(money.pounds), numberOf(money.people)];
  if (people === 0) return `${say.none}.`;
  if (people === undefined) return `${say.hidden}.`;
  const counted = `${numberText(people)} ${people === 1 ? noun.one : noun.many}`;
  return `${pounds === undefined ? say.fewOnly(counted) : say.some(numberText(pounds), counted)}.`;
};
