/** Absences as a list, each with a button that ends it. */
import { type Absence, isAwayOn, isOver } from '#directory/absences';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';

type Names = ReadonlyMap<string, string>;
const daysOf = ({ from, to }: Absence, { words, today }: Visit): readonly [string, string] => [dayText(from, today, words), dayText(to, today, words)];
const stateOf = (one: Absence, { words, today }: Visit): Html | undefined => {
  const { absence: say } = words.cover;
  if (isAwayOn(one, today)) return html` <strong>${say.now}</strong>`;
  return one.endedOn ? html` <span class="hub_quiet">${say.ended(dayText(one.endedOn, today, words))}</span>` : undefined;
};
/** `path`: of the page on which they stand. */
export const absenceList = (all: readonly Absence[], path: string, names: Names, withName: boolean, visit: Visit): Html => {
  const { words, who, today } = visit;
  const { absence: say } = words.cover;
  if (all.length === 0) return html`<p>${say.none}</p>`;
  const end = ({ id, practitioner }: Absence) =>
    formTo(`${path}/${id}/end`, who.csrf, html`${withName && hidden('who', practitioner)}${button(say.end, 'small')}`, 'button');
  const line = (one: Absence) => {
    const covered = one.cover ? say.covered(names.get(one.cover) ?? one.cover) : say.uncovered;
    return html`<li>${withName && `${names.get(one.practitioner) ?? one.practitioner}: `}${say.line(...daysOf(one, visit))}, ${covered}${stateOf(one, visit)} ${!isOver(one, today) && end(one)}</li>`;
  };
  return html`<ul>${all.map(line)}</ul>`;
};
export const coversList = (all: readonly Absence[], names: Names, visit: Visit): Html | undefined => {
  const { absence: say } = visit.words.cover;
  const line = (one: Absence) => html`<li>${say.coversLine(names.get(one.practitioner) ?? one.practitioner, ...daysOf(one, visit))}</li>`;
  return all.length === 0 ? undefined : html`<section><h2>${say.covers}</h2><ul>${all.map(line)}</ul></section>`;
};
