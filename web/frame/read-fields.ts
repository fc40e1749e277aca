/** Reads a form's fields one by one, and gathers what is wrong with all of them. */
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import type { Words } from '#web/words/words';
import { type Faults, type Form, oneOf, someOf, text } from './form.ts';

const dayTyped = (form: Form, name: string): string => {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => text(form, `${name}-${part}`));
  return day + month + year === '' ? '' : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** `wrong` says what is wrong with a field besides; the first thing said of a field stands. */
export const fieldReader = (form: Form, { frame: { faults: words } }: Words) => {
  const found = new Map<string, string>();
  const wrong = (name: string, why: string): undefined => {
    if (!found.has(name)) found.set(name, why);
  };
  const upTo = (name: string, most: number): string => {
    const given = text(form, name);
    if ([...given].length > most) wrong(name, words.tooLong(most));
    return given;
  };
  const dayIn = (name: string): LocalDate | undefined => {
    const typed = dayTyped(form, name);
    return typed === '' ? undefined : (parseLocalDate(typed) ?? wrong(name, words.day));
  };
  return {
    wrong,
    faults: (): Faults => Object.fromEntries(found),
    isRight: (): boolean => found.size === 0,
    text: (name: string, most = 200): string => upTo(name, most),
    needed: (name: string, most = 200): string => upTo(name, most) || (wrong(name, words.required) ?? ''),
    /** Undefined where nothing was chosen, which is all right. */
    choice: <Word extends string>(name: string, all: readonly Word[]): Word | undefined => oneOf(form, name, all),
    chosen: <Word extends string>(name: string, all: readonly Word[]): Word | undefined => oneOf(form, name, all) ?? wrong(name, words.choose),
    some: <Word extends string>(name: string, all: readonly Word[]): Word[] => someOf(form, name, all),
    day: (name: string): LocalDate | undefined => dayIn(name),
    neededDay: (name: string): LocalDate | undefined => dayIn(name) ?? wrong(name, words.day),
    time: (name: string): string | undefined => {
      const given = text(form, name).replace('.', ':').padStart(5, '0');
      if (text(form, name) === '') return undefined;
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(given) ? given : wrong(name, words.time);
    },
    whole: (name: string, least: number, most: number): number | undefined => {
      const given = text(form, name);
      if (given === '') return undefined;
      return /^\d{1,6}$/.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : wrong(name, words.number(least, most));
    },
  };
};
