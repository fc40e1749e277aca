import type { Choice } from '#web/frame/fields';

/** Each value with its words, in the order of the values. */
export const wordsOf = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>): Choice[] =>
  values.map((value) => ({ value, label: words[value] }));
