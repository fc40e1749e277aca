/** The forms of what a team learns together. */
import { type PlanStory, type Session, teamRoles } from '#improvement/types';
import { dayField, type Filled, longText, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { lineField, longest, newField, type Read, textWithoutPerson } from './parts.ts';
import { capitalised } from './said.ts';

/** Minutes of a long day. */
const longestSession = 600;
const mostOfRole = 60;
export const attendedText = (attended: Session['attended'], { words }: Visit): string => {
  const { sessions: say, roles } = words.improvement;
  return teamRoles.flatMap((role) => (attended[role] ? [say.attendedOne(attended[role], roles[role])] : [])).join(', ');
};
export const sessionFields = (filled: Filled, visit: Visit): Html => {
  const { sessions: say, roles } = visit.words.improvement;
  const number = (name: string, label: string) => textField({ name, label, width: 4, most: 3, numeric: true }, filled);
  return html`${newField(filled, visit)}${lineField('topic', say.topic, filled, visit.words.improvement.noPerson)}${dayField({ name: 'held', label: say.on }, filled, visit.words)}${number('minutes', say.minutes)}
<fieldset><legend class="ds_label">${say.attended}</legend>${teamRoles.map((role) => number(`of-${role}`, capitalised(roles[role])))}</fieldset>`;
};
/** What has been is of today or earlier. */
const pastDay = (read: Read, name: string, { today, words }: Visit) => {
  const day = read.neededDay(name);
  return day && day > today ? read.wrong(name, words.frame.faults.dayFuture) : day;
};
export const sessionTyped = (read: Read, visit: Submitted): Pick<Session, 'on' | 'minutes' | 'topic' | 'attended'> | undefined => {
  const topic = textWithoutPerson(read, 'topic', longest.line, 'needed', visit);
  const on = pastDay(read, 'held', visit);
  read.needed('minutes', 3);
  const minutes = read.whole('minutes', 1, longestSession);
  const counts = teamRoles.map((role) => [role, read.whole(`of-${role}`, 0, mostOfRole)] as const);
  const attended = Object.fromEntries(counts.filter(([, count]) => count !== undefined && count > 0));
  if (Object.keys(attended).length === 0) read.wrong(`of-${teamRoles[0]}`, visit.words.improvement.sessions.nobody);
  return on && minutes && read.isRight() ? { on, minutes, topic, attended } : undefined;
};
export const storyFields = (filled: Filled, visit: Visit): Html => {
  const { sessions: say, noPerson } = visit.words.improvement;
  return html`${newField(filled, visit)}${longText({ name: 'story', label: say.story, hint: noPerson, most: longest.story, rows: 8 }, filled)}`;
};
export const storyTyped = (read: Read, visit: Submitted): Pick<PlanStory, 'on' | 'text'> | undefined => {
  const told = textWithoutPerson(read, 'story', longest.story, 'needed', visit);
  return read.isRight() ? { on: visit.today, text: told } : undefined;
};
