/** A goal on one page: four fields, of which the person's own words alone must be there. */
import { dayField, type Filled, longText, select, textField } from '#web/frame/fields';
import { dayParts, type Form, formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { type GoalShown, type Plan, themes } from './goal-resource.ts';

const most = { words: 1000, step: 300, who: 100 } as const;
export const goalFields = (filled: Filled, { words }: Visit): Html => {
  const { goal } = words.matters;
  return html`${longText({ name: 'words', label: goal.words, hint: goal.wordsHint, most: most.words, rows: 3 }, filled)}
${textField({ name: 'step', label: goal.step, most: most.step }, filled)}
${textField({ name: 'by', label: goal.who, hint: goal.whoHint, most: most.who }, filled)}
${dayField({ name: 'due', label: goal.due }, filled, words)}`;
};
export const themeField = (filled: Filled, { words }: Visit): Html => {
  const { goal } = words.matters;
  return select({ name: 'theme', label: goal.theme, choices: [{ value: '', label: goal.noTheme }, ...wordsOf(themes, goal.themes)] }, filled);
};
export const formOfGoal = ({ words, step, who, due, theme }: GoalShown): Form => formOf({ words, step, by: who, theme, ...dayParts('due', due) });

/** `before`: a day that stood there already may be past. */
export const planIn = ({ form, words, today }: Submitted, before?: Plan): { plan: Plan } | { faults: NonNullable<Filled['faults']> } => {
  const read = fieldReader(form, words);
  const [said, step, who] = [read.needed('words', most.words), read.text('step', most.step), read.text('by', most.who)];
  const [due, theme] = [read.day('due'), read.choice('theme', themes)];
  if (due && due < today && due !== before?.due) read.wrong('due', words.frame.faults.dayPast);
  if (!read.isRight()) return { faults: read.faults() };
  return { plan: { words: said, ...(step ? { step } : {}), ...(who ? { who } : {}), ...(due ? { due } : {}), ...(theme ? { theme } : {}) } };
};
