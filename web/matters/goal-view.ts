/** A goal as it is shown: the person's words, the first step, how it goes. */
import type { Goal } from 'fhir/r4.js';
import type { HealthRecord } from '#people/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText, momentText } from '#web/frame/when';
import { namesOfRecorders } from '#web/people/person-names';
import { type GoalShown, isEnded, progressIn } from './goal-resource.ts';

/** What is to be done first, by whom and by when, in one line. */
const stepLine = ({ step, who, due }: Pick<GoalShown, 'step' | 'who' | 'due'>, { words, today }: Visit): string => {
  const { goals } = words.matters;
  return [step && `${goals.step}: ${step}`, who, due && goals.by(dayText(due, today, words))].filter(Boolean).join(' · ');
};
export const goalView = (goal: GoalShown, visit: Visit): Html => {
  const { goals, goal: say, progress } = visit.words.matters;
  const line = stepLine(goal, visit);
  const isLate = goal.due !== undefined && goal.due < visit.today && !isEnded(goal);
  return html`<p class="hub_prewrap"><strong>${goal.words}</strong></p>${line && html`<p>${line}${isLate && html` <span class="hub_flag">${goals.past}</span>`}</p>`}
${goal.theme && html`<p class="hub_quiet">${say.themes[goal.theme]}</p>`}${goal.progress && html`<p>${progress.words[goal.progress]}${goal.line && `: ${goal.line}`}</p>`}`;
};
export const goalList = (goals: readonly GoalShown[], address: string, query: string, visit: Visit): Html => {
  const { goals: say } = visit.words.matters;
  const item = (goal: GoalShown) =>
    html`<li>${goalView(goal, visit)}<p class="hub_no-print"><a href="${address}/goals/${goal.id}${query}">${say.followUp}<span class="visually-hidden">: ${goal.words.slice(0, 60)}</span></a></p></li>`;
  const [open, ended] = [goals.filter((goal) => !isEnded(goal)), goals.filter(isEnded)];
  return html`${goals.length === 0 && html`<p>${say.none}</p>`}${open.length > 0 && html`<ul class="hub_rows">${open.map(item)}</ul>`}
${ended.length > 0 && html`<h3>${say.ended}</h3><ul class="hub_rows">${ended.map(item)}</ul>`}`;
};

const notesIn = ({ note = [] }: Goal) => note;
/** What a version says that the one before did not. */
const newIn = (after: Goal, before: Goal | undefined, { words }: Visit): string => {
  const { progress } = words.matters;
  if (!before) return progress.written;
  const line = notesIn(after).slice(notesIn(before).length).at(-1)?.text;
  const now = progressIn(after);
  const said = now !== undefined && (after.statusDate !== before.statusDate || now !== progressIn(before));
  if (!said && line === undefined) return progress.mended;
  return [now && progress.words[now], line].filter(Boolean).join(': ');
};
/** `versions`: newest first. */
export const goalHistory = async (versions: readonly HealthRecord[], visit: Visit): Promise<Html> => {
  const goals = versions.map(({ resource }): Goal => JSON.parse(resource));
  const names = await namesOfRecorders(
    versions.map(({ by }) => by),
    visit,
  );
  const item = ({ lastUpdated, by }: HealthRecord, n: number) => {
    const goal = goals[n];
    return (
      goal &&
      html`<li><p class="hub_quiet">${momentText(lastUpdated, visit.at, visit.words)} · ${names.get(by)}</p><p>${newIn(goal, goals[n + 1], visit)}</p></li>`
    );
  };
  return html`<ol class="hub_history" reversed>${versions.map(item)}</ol>`;
};
