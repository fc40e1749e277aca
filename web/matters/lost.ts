/** Somebody was faster: what they saved stands beside what was typed, and nothing of either is lost. */
import type { Instant } from '#platform/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { namesOfRecorders } from '#web/people/person-names';

/** `by`: as `nameOf` says it. */
type Lost = { at: Instant; by: string };
export const lostView = async ({ at, by }: Lost, now: Html, visit: Visit): Promise<Html> => {
  const { matters, frame } = visit.words;
  const names = await namesOfRecorders([by], visit);
  return html`<div class="ds_inset-text"><div class="ds_inset-text__text"><h2>${frame.trouble.changed.title}</h2>
<p>${matters.lost(momentText(at, visit.at, visit.words), names.get(by) ?? by)}</p><p>${matters.lostHint}</p><h3>${matters.lostNow}</h3>${now}</div></div>`;
};
