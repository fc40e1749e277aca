/** What a release says of a whole area, in sentences and in numbers. */

import type { Cell } from '#insight/disclosure/types';
import { metrics } from '#insight/metrics/all';
import { numberText } from '#insight/number-text';
import type { Released, ReleasedFigure } from '#insight/release-types';
import { changeSentence, shareSentence, waitSentence } from '#insight/sentence';
import { numberOf } from '#insight/value';
import { moneySentence } from '#web/figures/money-sentence';
import type { Words } from '#web/words/words';

const countText = (metric: string, n: Cell, { figureNouns: nouns, figures: { say } }: Words): string => {
  const own = nouns.counts[metric] ?? nouns.counts.received;
  const number = numberOf(n);
  if (!own) return '';
  if (number === undefined) return `${say.howManyHidden(own.of.many, own.event)}.`;
  return `${nouns.count(`${numberText(number)} ${number === 1 ? own.of.one : own.of.many}`, number === 1 ? own.event.replace(/\bwere\b/, 'was') : own.event)}.`;
};
export const figureText = (figure: ReleasedFigure, words: Words): string => {
  const { figureNouns: nouns, figures } = words;
  switch (figure.kind) {
    case 'count':
      return countText(figure.metric, figure.n, words);
    case 'share': {
      const own = nouns.shares[figure.metric];
      return own ? shareSentence(figure, own.of, own.event, figures.say) : '';
    }
    case 'time': {
      const own = nouns.times[figure.metric];
      return own ? waitSentence({ n: figure.n, half: figure.median, most: figure.p90, waiting: figure.still }, own, figures.say) : '';
    }
    case 'money':
      return moneySentence(figure.metric, figure, words);
    case 'paired':
      return changeSentence(
        { asked: figure.baseline, paired: figure.paired, mean: figure.mean },
        nouns.people,
        metrics[figure.metric]?.name.replace(/^Change in /, '') ?? '',
        figures.say,
      );
  }
};
/** Each number under its name, for files. */
export const figureNumbers = (figure: ReleasedFigure): [string, Cell][] => {
  switch (figure.kind) {
    case 'count':
      return [['n', figure.n]];
    case 'share':
      return [
        ['part', figure.part],
        ['whole', figure.whole],
        ['percent', figure.percent],
      ];
    case 'time':
      return [
        ['n', figure.n],
        ['median', figure.median],
        ['p90', figure.p90],
        ['still', figure.still],
        ['without', figure.without],
      ];
    case 'money':
      return [
        ['people', figure.people],
        ['pounds', figure.pounds],
      ];
    case 'paired':
      return [
        ['baseline', figure.baseline],
        ['paired', figure.paired],
        ['mean', figure.mean],
      ];
  }
};
export const figureOf = ({ figures }: Released, metric: string): ReleasedFigure | undefined => figures.find((one) => one.metric === metric);
