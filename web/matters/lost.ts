/** Somebody was faster: what they saved stands beside what was typed, and nothing of either is lost. */
import type { PracticeId, PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';

/** `by`: as `nameOf` says it. */
export const nameBy = async (by: string, { ports, words }: Visit): Promise<string> => {
  const [kind, id = ''] = by.split('/');
  const { directory } = ports.fhir;
  const found =
    kind === 'practitioner' ? await directory.practitioner(id as PractitionerId) : kind === 'practice' ? await directory.practice(id as PracticeId) : undefined;
  return found?.name ?? words.matters.somebody;
};
export type Lost = { at: Instant; by: string };
export const lostView = async ({ at, by }: Lost, now: Html, visit: Visit): Promise<Html> => {
  const { matters, frame } = visit.words;
  return html`<div class="ds_inset-text"><div class="ds_inset-text__text"><h2>${frame.trouble.changed.title}</h2>
<p>${matters.lost(momentText(at, visit.at, visit.words), await nameBy(by, visit))}</p><p>${matters.lostHint}</p><h3>${matters.lostNow}</h3>${now}</div></div>`;
};
