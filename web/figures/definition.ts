/** What exactly is counted, in the words of the definition; and the words of a metric for a page. */
import { definitionsVersion } from '#insight/counts';
import { metrics } from '#insight/metrics/all';
import { bases, type Metric } from '#insight/metrics/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { Words } from '#web/words/words';
import type { Named } from './sentences.ts';

export const metricNamed = (name: string | undefined): Named | undefined => {
  const metric = name !== undefined && Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  return name !== undefined && metric ? { name, metric } : undefined;
};

/** What is counted for whole areas is for who looks after them. */
export const mayAsk = ({ metric }: Named, { who }: Visit): boolean => metric.compute.kind !== 'elsewhere' || who.caller.kind === 'manager';

/** In the order in which one reads it; also the head of every file. */
export const definitionLines = (
  { question, numerator, denominator, basis, clock, exclusions, unit, direction }: Metric,
  { figuresPages: say }: Words,
): [string, string][] => [
  [say.parts.question, question],
  [say.parts.numerator, numerator],
  ...(denominator ? [[say.parts.denominator, denominator] as [string, string]] : []),
  [say.parts.basis, say.basisIs(bases[basis])],
  ...(clock ? [[say.parts.clock, clock] as [string, string]] : []),
  [say.parts.exclusions, exclusions.length > 0 ? exclusions.join('; ') : say.nothingLeftOut],
  [say.parts.unit, unit],
  [say.parts.direction, say.directions[direction]],
  [say.parts.version, say.version(definitionsVersion)],
];
export const definitionView = (metric: Metric, words: Words): Html =>
  html`<section><h2 id="definition">${words.figuresPages.definition}</h2><dl class="ds_summary-list">${definitionLines(metric, words).map(
    ([label, text]) =>
      html`<div class="ds_summary-list__item"><dt class="ds_summary-list__key">${label}</dt><dd class="ds_summary-list__value">${text}</dd></div>`,
  )}</dl></section>`;
