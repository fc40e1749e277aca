/** Each number of an answer under its name, for files; values of a mix under theirs. Whole histograms are no part of it. */
import type { Answer } from './answers.ts';

export const numbersOf = (answer: Answer): [string, number][] =>
  Object.entries(answer).flatMap(([name, value]): [string, number][] => {
    if (typeof value === 'number') return [[name, value]];
    if (name === 'within' && answer.kind === 'time' && answer.within) return [[`within ${answer.within.limit}`, answer.within.n]];
    return name === 'rows' && answer.kind === 'mix' ? answer.rows.map((row): [string, number] => [row.value, row.n]) : [];
  });
