/** What was changed from one version of a part to the next, in words. */
import type { Entry, Plan } from '#improvement/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { differencesOf, fieldsOf } from './said.ts';

/** `before` undefined: it was new. */
export const changesView = (before: Entry | undefined, now: Entry, plan: Plan, visit: Visit): Html => {
  const { history: say } = visit.words.improvement;
  if (now.removed) return html`<ul><li>${say.out}</li></ul>`;
  const found = differencesOf(before ? fieldsOf(before, plan, visit) : [], fieldsOf(now, plan, visit));
  if (found.length === 0) return html`<ul><li>${before?.removed ? say.back : say.same}</li></ul>`;
  const text = (part: string) => (part === '' ? say.nothing : part);
  const line = ({ label, before: was, now: is }: (typeof found)[number]) => html`<li>${label}: ${before ? say.was(text(was), text(is)) : is}</li>`;
  return html`<ul>${found.map(line)}</ul>`;
};
