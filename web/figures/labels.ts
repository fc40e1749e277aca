/** What the values of a dimension and the parts of a mix are called. */

import { ageBands } from '#insight/counted/dims';
import type { Dimension } from '#insight/counted/tally';
import type { Metric } from '#insight/metrics/types';
import { ethnicGroups } from '#people/ethnicity';
import { needCodes } from '#referral/needs';
import type { Words } from '#web/words/words';

/** What figures may be told apart by: what is known of people, or the place whose they are. */
export type By = Dimension | 'practice' | 'board';
/** Organisations, practices and health boards, by id. */
export type Names = ReadonlyMap<string, string>;
type Texts = Readonly<Record<string, string>>;
const textsOf = (dimension: By, { figuresPages: say, needs }: Words): Texts => {
  switch (dimension) {
    case 'simd':
      return say.fifths;
    case 'sex':
      return say.sexes;
    case 'interpreter':
      return say.interpreters;
    case 'ethnicity':
      return say.ethnicGroups;
    case 'need':
      return needs;
    case 'age':
    case 'need-simd':
    case 'organisation':
    case 'practice':
    case 'board':
      return {};
  }
};
const textIn = (texts: Texts, value: string): string | undefined => (Object.hasOwn(texts, value) ? texts[value] : undefined);
export const valueLabel = (dimension: By, value: string, names: Names, words: Words): string => {
  if (value === 'not-known') return words.figuresPages.notKnown;
  return textIn(textsOf(dimension, words), value) ?? names.get(value) ?? value;
};

/** Fixed, so that two tables stand in the same order; what is not among them follows by name. */
const orders: Readonly<Partial<Record<By, readonly string[]>>> = {
  simd: ['1', '2', '3', '4', '5', 'not-known'],
  age: ageBands,
  sex: ['female', 'male', 'other', 'not-known'],
  interpreter: ['yes', 'no'],
  ethnicity: ethnicGroups,
  need: [...needCodes, 'not-known'],
};
type Labelled = { value: string; label: string };
export const inOrder = <One extends Labelled>(dimension: By, rows: readonly One[]): One[] => {
  const order = orders[dimension] ?? [];
  const place = ({ value }: One) => (order.includes(value) ? order.indexOf(value) : order.length);
  return rows.toSorted((a, b) => place(a) - place(b) || a.label.localeCompare(b.label, 'en', { numeric: true }));
};

const mixTexts = (prefix: string, { casework, closing, figuresPages: say }: Words): Texts => {
  switch (prefix) {
    case 'optOut':
      return say.optOuts;
    case 'source':
      return say.sources;
    case 'mode':
      return casework.modes;
    case 'reason':
      return { ...closing.reasons, ...say.reasons };
    case 'goal':
      return say.goals;
    default:
      return say.declines;
  }
};
export const partLabel = ({ compute, view }: Metric, value: string, words: Words): string => {
  if (compute.kind === 'elsewhere' && view === 'balancing') return textIn(words.complaints.kinds, value) ?? value;
  if (compute.kind === 'mix-of') return textIn(words.figuresPages.asks, value) ?? value;
  if (compute.kind === 'elsewhere' || compute.kind === 'mix-by' || compute.kind === 'needs-of-people') return valueLabel('need', value, new Map(), words);
  const texts = compute.kind === 'mix' ? mixTexts(compute.prefix, words) : {};
  return textIn(texts, value) ?? value;
};
