/** A word at triage where somebody may be known already. */
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import { twiceOf } from './twice-data.ts';
import { twiceAt } from './twice-page.ts';

/** Asked only where a number does not tell already who it is. */
export const twiceView = async ({ known }: Pick<Case, 'known'>, { ports, words }: Visit): Promise<Html | undefined> => {
  if (!known || (known.person.facts.number && !known.summary.mismatch)) return undefined;
  const { candidates } = await twiceOf(known.person, ports);
  const { twice } = words.intake;
  return candidates.length === 0 ? undefined : html`<p><strong>${twice.maybe}</strong> <a href="${twiceAt(known.person)}">${twice.link}</a></p>`;
};
