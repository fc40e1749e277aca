/** A question of a service, as it is asked, and its answer as it is sent. */
import type { LocalDate } from '#platform/types';
import { onwardLimits } from '#referral/onward-limits';
import { dayField, type Filled, radios, textField } from '#web/frame/fields';
import { dayParts, type Form } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { fieldReader } from '#web/frame/read-fields';
import { birthText } from '#web/frame/when';
import type { Words } from '#web/words/words';
import type { Question } from './check-data.ts';

const mostWhole = 999_999;
export const questionField = ({ at, text, kind, choices = [], required, before }: Question, filled: Filled, words: Words): Html => {
  const label = required ? text : `${text} (${words.frame.optional})`;
  const field = { name: at, label, hint: before === undefined ? undefined : words.referring.answeredBefore };
  switch (kind) {
    case 'text':
      return textField({ ...field, most: onwardLimits.answer }, filled);
    case 'number':
      return textField({ ...field, most: 6, width: 5, numeric: true }, filled);
    case 'date':
      return dayField(field, filled, words);
    case 'choice':
      return radios({ ...field, choices: choices.map((choice, n) => ({ value: String(n), label: choice })) }, filled);
  }
};

/** `1 December 2026` as it was sent, back to its day. */
const dayIn = (text: string, { when }: Words): string | undefined => {
  const [, day, month = '', year] = /^(\d{1,2}) (\S+) (\d{4})$/.exec(text) ?? [];
  const months: readonly string[] = when.months;
  const at = months.indexOf(month);
  return day && at >= 0 ? `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
};
/** What is filled in where it was answered before. */
export const filledBefore = ({ at, kind, choices = [], before }: Question, words: Words): Record<string, string | undefined> => {
  if (before === undefined) return {};
  if (kind === 'date') return dayParts(at, dayIn(before, words));
  const chosen = choices.indexOf(before);
  return { [at]: kind === 'choice' ? (chosen < 0 ? undefined : String(chosen)) : before };
};

type Reader = ReturnType<typeof fieldReader>;
const answerOf = ({ at, kind, choices = [] }: Question, read: Reader, words: Words): string | undefined => {
  switch (kind) {
    case 'text':
      return read.text(at, onwardLimits.answer) || undefined;
    case 'number':
      return read.whole(at, 0, mostWhole)?.toString();
    case 'date': {
      const day: LocalDate | undefined = read.day(at);
      return day && birthText(day, words);
    }
    case 'choice':
      return choices[
        Number(
          read.choice(
            at,
            choices.map((_, n) => String(n)),
          ) ?? -1,
        )
      ];
  }
};
/** Undefined where nothing was answered. */
export const readAnswer = (question: Question, read: Reader, form: Form, words: Words): string | undefined => {
  const answer = answerOf(question, read, words);
  const typed = [...form].some(([name, values]) => (name === question.at || name.startsWith(`${question.at}-`)) && values.some((value) => value.trim() !== ''));
  if (answer === undefined && question.required && !typed) read.wrong(question.at, words.frame.faults.required);
  return answer;
};
