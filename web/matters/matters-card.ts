/** On the referral's page, in short: what the person wants, what they need, who is around them and what helps in talking. */
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import { helpsView } from './about-view.ts';
import { isEnded } from './goal-resource.ts';
import { goalView } from './goal-view.ts';
import { goalsOf } from './goals.ts';
import { needsView } from './needs-view.ts';

const shown = 3;
export const mattersCard = async ({ referral, known }: Case, visit: Visit): Promise<Html | undefined> => {
  if (!known) return undefined;
  const { words } = visit;
  const { goals: say, card } = words.matters;
  const open = (await goalsOf(known, visit)).filter((goal) => !isEnded(goal));
  const left = open.length - shown;
  const goals = open.length === 0 ? html`<p>${say.none}</p>` : html`<ul>${open.slice(0, shown).map((goal) => html`<li>${goalView(goal, visit)}</li>`)}</ul>`;
  return html`<section class="hub_card"><h2>${words.referral.page.matters}</h2><h3>${say.title}</h3>${goals}${left > 0 && html`<p>${say.more(left)}</p>`}
<h3>${words.matters.needs.title}</h3>${needsView(referral, visit)}${helpsView(known.about, visit)}
<p class="hub_no-print"><a href="/app/work/people/${known.person.id}/matters?referral=${referral.id}">${card.open}</a></p></section>`;
};
