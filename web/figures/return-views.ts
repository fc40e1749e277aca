/** A return as it is read: view by view, one sentence after the other. */
import { metrics, metricsOf } from '#insight/metrics/all';
import type { FrozenFigure, Return } from '#insight/return-store';
import { londonDate, londonTime } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { birthText } from '#web/frame/when';
import { figuresPath } from './questions-page.ts';
import { reported } from './return-figures.ts';

/** `query`: with it each figure leads to its own page. A definition that is none any more keeps its name. */
export const figuresView = (figures: readonly FrozenFigure[], { words: { figuresPages: say } }: Visit, query?: string): Html => {
  const nameOf = (metric: string): Html | string => {
    const name = metrics[metric]?.name ?? metric;
    return query === undefined ? name : html`<a href="${figuresPath}/${metric}?${query}">${name}</a>`;
  };
  const item = ({ metric, says }: FrozenFigure) => html`<li><strong>${nameOf(metric)}.</strong> ${says.join(' ')}</li>`;
  const part = (view: (typeof reported)[number]) => {
    const names = new Set(metricsOf(view).map(([name]) => name));
    const own = figures.filter(({ metric }) => names.has(metric));
    return own.length > 0 && html`<section><h2>${say.views[view]}</h2><ul>${own.map(item)}</ul></section>`;
  };
  const known = new Set(reported.flatMap((view) => metricsOf(view).map(([name]) => name)));
  const gone = figures.filter(({ metric }) => !known.has(metric));
  return html`${reported.map(part)}${gone.length > 0 && html`<ul>${gone.map(item)}</ul>`}`;
};

export const returnPath = `${figuresPath}/return`;
export const frozenPath = ({ area, quarter, n }: Pick<Return, 'area' | 'quarter' | 'n'>): string => `${returnPath}/${area}/${quarter}/${n}`;
/** With the whole date: it is printed, and read for years. */
export const frozenText = ({ asAt, by, n, definitionsVersion }: Return, { words }: Visit): string => {
  const { returns } = words.figuresPages;
  const whom = returns.by(returns.roles[by.role === 'manager' ? 'manager' : 'other'], by.user);
  return returns.frozenAt(n, `${birthText(londonDate(asAt), words)}, ${londonTime(asAt)},`, whom, definitionsVersion);
};
