/** What somebody said when they were asked to take part in a study. */
import type { Said } from '#study/types';
import { button, dayField, type Filled, radios } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';

const answers = ['yes', 'no'] as const;
export const saidFields = (filled: Filled, { words }: Visit): Html => {
  const { consent: say } = words.collect.person;
  return html`${radios({ name: 'said', label: say.ask, choices: wordsOf(answers, say.choices) }, filled)}${dayField({ name: 'said-on', label: say.day, hint: words.measures.dayHint }, filled, words)}${button(say.save)}`;
};
/** `by`: who asked. */
export const saidIn = ({ form, words, today, at }: Submitted, by: string): { said: Said } | { faults: Faults } => {
  const read = fieldReader(form, words);
  const said = read.chosen('said', answers);
  const day = read.day('said-on') ?? today;
  if (day > today) read.wrong('said-on', words.frame.faults.dayFuture);
  return said && read.isRight() ? { said: { gives: said === 'yes', day, at, by } } : { faults: read.faults() };
};
