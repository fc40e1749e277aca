/** A part of a plan in words, field by field: to be read, and to be compared with what it was. */
import { capacities } from '#improvement/capacities';
import { type Action, type Cycle, type Entry, type Measure, type Plan, type Rating, type Session, teamRoles } from '#improvement/types';
import type { Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';

type Field = readonly [label: string, text: string];
export const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const rating = ({ scores, roles, note = '' }: Rating, { words: { improvement: say } }: Visit): Field[] => [
  ...capacities.map((one): Field => [say.capacities[one].name, scores[one] ?? '']),
  [say.history.fields.roles, say.rolesText(roles)],
  [say.history.fields.note, note],
];
const measure = ({ name, unit, how = '', values }: Measure, visit: Visit): Field[] => {
  const { measure: say, history, cycle } = visit.words.improvement;
  return [
    [say.name, name],
    [cycle.unit, unit],
    [cycle.how, how],
    ...values.map(({ day, value }): Field => [history.fields.day(fullDay(day, visit)), String(value)]),
  ];
};
const cycle = (one: Cycle, plan: Plan, visit: Visit): Field[] => {
  const { cycle: say, roles } = visit.words.improvement;
  return [
    [say.aim, plan.aims.find(({ id }) => id === one.aim)?.text ?? ''],
    [say.measure, plan.measures.find(({ id }) => id === one.measure)?.name ?? ''],
    [say.idea, one.idea],
    [say.plan, one.plan ?? ''],
    [say.predicted, one.predicted],
    [say.from, fullDay(one.from, visit)],
    [say.to, fullDay(one.to, visit)],
    [say.owner, roles[one.owner]],
    [say.did, one.did ?? ''],
    [say.study, one.study ?? ''],
    [say.decision, one.decision ? say.decisions[one.decision] : ''],
    [say.act, one.act ?? ''],
  ];
};
const action = (one: Action, visit: Visit): Field[] => {
  const { actions: say, history, capacities: names, roles } = visit.words.improvement;
  return [
    [say.action, one.text],
    [say.capacity, names[one.capacity].name],
    [say.owner, roles[one.owner]],
    [say.due, fullDay(one.due, visit)],
    [history.fields.done, one.doneOn ? fullDay(one.doneOn, visit) : ''],
  ];
};
const session = ({ on, minutes, topic, attended }: Session, visit: Visit): Field[] => {
  const { sessions: say, history, roles } = visit.words.improvement;
  return [
    [say.topic, topic],
    [say.on, fullDay(on, visit)],
    [say.minutes, String(minutes)],
    ...teamRoles.map((role): Field => [history.fields.count(roles[role]), attended[role] ? String(attended[role]) : '']),
  ];
};
/** What a part says, without what it leaves open only where that was never filled in. */
export const fieldsOf = (one: Entry, plan: Plan, visit: Visit): Field[] => {
  const { history, aim, sessions, capacities: names } = visit.words.improvement;
  switch (one.kind) {
    case 'rating':
      return rating(one, visit);
    case 'aim':
      return [
        [history.fields.capacity, names[one.capacity].name],
        [aim.text, one.text],
        [aim.state, aim.states[one.state]],
      ];
    case 'measure':
      return measure(one, visit);
    case 'cycle':
      return cycle(one, plan, visit);
    case 'action':
      return action(one, visit);
    case 'session':
      return session(one, visit);
    case 'story':
      return [
        [sessions.on, fullDay(one.on, visit)],
        [sessions.story, one.text],
      ];
    case 'comment':
      return [[history.fields.text, one.text]];
  }
};

type Difference = { label: string; before: string; now: string };
/** In the order of what is there now; what is there no more stands behind. */
export const differencesOf = (before: readonly Field[], now: readonly Field[]): Difference[] => {
  const [was, is] = [new Map(before), new Map(now)];
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((label) => ({ label, before: was.get(label) ?? '', now: is.get(label) ?? '' }))
    .filter((one) => one.before !== one.now);
};
