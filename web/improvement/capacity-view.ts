/** One capacity within a practice's plan: what it means, what the hub shows of it, what the team aims at, and what it tries. */
import type { Capacity } from '#improvement/capacities';
import type { Shown } from '#improvement/evidence';
import { aimsOf, cycleState, cyclesOf } from '#improvement/plan';
import type { Aim, Cycle, Measure } from '#improvement/types';
import { linkButton } from '#web/community/parts';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import { ratingChart } from './chart-view.ts';
import { evidenceView } from './evidence-view.ts';
import { type Owned, planPath } from './owned.ts';
import { capitalised } from './said.ts';

const cycleLine = (cycle: Cycle, { practice }: Owned, visit: Visit): Html => {
  const { page: say, cycle: words, roles } = visit.words.improvement;
  const state = cycleState(cycle, visit.today);
  const flag = html`<span class="hub_flag${state === 'to-decide' && ' hub_flag--danger'}">${say.states[state]}</span>`;
  const when = say.during(fullDay(cycle.from, visit), fullDay(cycle.to, visit));
  return html`<li><p><a href="${planPath(practice, `/cycles/${cycle.id}`)}">${cycle.idea}</a> ${flag}</p>
<p class="hub_quiet">${when}, ${roles[cycle.owner]}${cycle.decision && html`. ${words.decisions[cycle.decision]}`}</p></li>`;
};
const measureLine = ({ id, name }: Measure, { practice }: Owned, { words }: Visit): Html =>
  html`<p><a href="${planPath(practice, `/measures/${id}`)}">${words.improvement.page.measure(name)}</a></p>`;
const aimView = (aim: Aim, one: Owned, visit: Visit): Html => {
  const { page: say, aim: words } = visit.words.improvement;
  const { plan, practice, mayChange } = one;
  const measures = plan.measures.filter((measure) => measure.aim === aim.id);
  const cycles = cyclesOf(plan, aim.id);
  const change = html`<p><a href="${planPath(practice, `/aims/${aim.id}`)}" aria-label="${say.changeAimWhat(aim.text)}">${say.changeAim}</a></p>`;
  return html`<div class="hub_card"><p><strong>${aim.text}</strong>${aim.state !== 'open' && html` <span class="hub_flag">${words.states[aim.state]}</span>`}</p>
${measures.map((measure) => measureLine(measure, one, visit))}${cycles.length > 0 && html`<ul class="hub_rows">${cycles.map((cycle) => cycleLine(cycle, one, visit))}</ul>`}${mayChange && change}</div>`;
};
export const capacityView = (capacity: Capacity, shown: readonly Shown[], one: Owned, visit: Visit): Html => {
  const { page: say, capacities } = visit.words.improvement;
  const { name, meaning } = capacities[capacity];
  const aims = aimsOf(one.plan, capacity);
  const start = html`<p>${linkButton(planPath(one.practice, `/start/${capacity}`), say.startWhat(name))}</p>`;
  return html`<section><h2>${capitalised(name)}</h2><p>${meaning}</p>${ratingChart(capacity, one.plan, visit)}<h3>${say.evidence}</h3>${evidenceView(capacity, shown, visit)}
<h3>${say.aims}</h3>${aims.length === 0 ? html`<p class="hub_quiet">${say.noAims}</p>` : aims.map((aim) => aimView(aim, one, visit))}${one.mayChange && start}</section>`;
};
