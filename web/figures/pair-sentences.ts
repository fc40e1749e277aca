/** What changed for people, in pairs alone: with who was lost on the way, how sure it is, and no word on why. */
import type { Answer } from '#insight/answers';
import { meanOf } from '#insight/interval';
import type { Metric } from '#insight/metrics/types';
import { numberText } from '#insight/number-text';
import { changeSentence } from '#insight/sentence';
import type { Words } from '#web/words/words';

type Paired = Extract<Answer, { kind: 'paired' }>;
/** As it stands within a sentence. */
const whatOf = ({ name }: Metric): string => {
  const what = name.replace(/^Change in /, '');
  return /^[A-Z][a-z]/.test(what) ? `${what.slice(0, 1).toLowerCase()}${what.slice(1)}` : what;
};
export const pairSentences = (metric: Metric, { baseline, due, paired, sum, squares, better }: Paired, lost: number, words: Words): string[] => {
  const { figures, figureNouns: nouns } = words;
  const mean = meanOf({ n: paired, sum, squares });
  const change = { asked: baseline, paired, mean: mean?.mean, ...(mean?.interval ? { interval: mean.interval } : {}) };
  return [
    changeSentence(change, nouns.people, whatOf(metric), figures.say),
    ...(paired > 0 ? [nouns.better(numberText(better), numberText(paired))] : []),
    ...(due > 0 ? [nouns.lost(numberText(lost), numberText(due), numberText((lost / due) * 100))] : []),
  ];
};

/** Of those whose nine months are over: month by month, as the whole says only how many pairs there are, over or not. */
export const lostOf = (byMonth: readonly Answer[]): number =>
  byMonth.reduce((sum, answer) => sum + (answer.kind === 'paired' && answer.due > 0 ? Math.max(0, answer.due - answer.paired) : 0), 0);
