/** A goal between a page and FHIR: the person's own words, the first step, and how it goes. */
import type { Annotation, CodeableConcept, Goal, GoalTarget } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { parseLocalDate } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';

/** The programme's five population themes. */
export const themes = ['adapting-to-diagnosis', 'living-well', 'facing-crises', 'navigating-systems', 'dying-well'] as const;
export type Theme = (typeof themes)[number];
export const progresses = ['better', 'same', 'worse', 'done', 'stopped'] as const;
export type Progress = (typeof progresses)[number];

export type Plan = { words: string; step?: string; who?: string; due?: LocalDate; theme?: Theme };
export type GoalShown = Plan & {
  id: string;
  versionId: number;
  /** Of what was said last of how it goes; absent: nothing yet. */
  progress?: Progress;
  line?: string;
  resource: Goal;
};

/** R4's goal-achievement. A goal that is no longer wanted was neither reached nor missed: its lifecycle alone says so. */
const achievement = 'http://terminology.hl7.org/CodeSystem/goal-achievement';
const achieved = {
  better: { code: 'improving', display: 'Improving' },
  same: { code: 'no-change', display: 'No Change' },
  worse: { code: 'worsening', display: 'Worsening' },
  done: { code: 'achieved', display: 'Achieved' },
} as const;
const ways = ['better', 'same', 'worse', 'done'] as const satisfies Progress[];
const lifecycle: Readonly<Record<Progress, Goal['lifecycleStatus']>> = {
  ...{ better: 'active', same: 'active', worse: 'active', done: 'completed', stopped: 'cancelled' },
};

const codeOf = (concept: CodeableConcept | undefined, of: string): string | undefined => concept?.coding?.find((one) => one.system === of)?.code;
const targetText = ({ target = [] }: Goal, what: string): string | undefined =>
  target.find(({ measure }) => codeOf(measure, system.hub) === what)?.detailString;
/** One without a measure has no more than a day. */
const isOwn = ({ measure }: GoalTarget): boolean => measure === undefined || ['first-step', 'first-step-by'].includes(codeOf(measure, system.hub) ?? '');
const dueIn = ({ target = [] }: Goal): LocalDate | undefined => parseLocalDate(target.find((one) => isOwn(one) && one.dueDate)?.dueDate ?? '');
const themeIn = ({ category = [] }: Goal): Theme | undefined => themes.find((theme) => category.some((one) => codeOf(one, system.hub) === theme));
const wordsIn = ({ description: { text, coding } }: Goal): string => text ?? coding?.find(({ display }) => display)?.display ?? '';
export const progressIn = (goal: Goal): Progress | undefined => {
  if (goal.lifecycleStatus === 'cancelled') return 'stopped';
  const code = codeOf(goal.achievementStatus, achievement);
  return ways.find((way) => achieved[way].code === code) ?? (goal.lifecycleStatus === 'completed' ? 'done' : undefined);
};
export const isEnded = ({ resource: { lifecycleStatus } }: Pick<GoalShown, 'resource'>): boolean =>
  ['completed', 'cancelled', 'rejected', 'entered-in-error'].includes(lifecycleStatus);

const planIn = (goal: Goal): Plan => {
  const [step, who, due, theme] = [targetText(goal, 'first-step'), targetText(goal, 'first-step-by'), dueIn(goal), themeIn(goal)];
  return { words: wordsIn(goal), ...(step ? { step } : {}), ...(who ? { who } : {}), ...(due ? { due } : {}), ...(theme ? { theme } : {}) };
};
export const goalFrom = (resource: Goal): GoalShown => {
  const [progress, line] = [progressIn(resource), resource.note?.at(-1)?.text];
  return {
    ...planIn(resource),
    ...{ id: resource.id ?? '', versionId: Number(resource.meta?.versionId), resource },
    ...(progress ? { progress } : {}),
    ...(line ? { line } : {}),
  };
};

const concept = (code: string, text: string): CodeableConcept => ({ coding: [{ system: system.hub, code }], text });
/** R4's gol-1: a detail says of what it is one. */
const targetsOf = ({ step, who, due }: Plan): GoalTarget[] => [
  ...(step || due ? [{ measure: concept('first-step', 'First step'), ...(step ? { detailString: step } : {}), ...(due ? { dueDate: due } : {}) }] : []),
  ...(who ? [{ measure: concept('first-step-by', 'Who takes the first step'), detailString: who }] : []),
];
const isTheme = (code: string | undefined) => themes.some((theme) => theme === code);

/** What else a practice's system said in it stays. `themeText`: how people call it. */
export const withPlan = ({ target = [], category = [], ...goal }: Goal, plan: Plan, themeText: string | undefined): Goal => {
  const targets = [...targetsOf(plan), ...target.filter((one) => !isOwn(one))];
  const categories = [...category.filter((one) => !isTheme(codeOf(one, system.hub))), ...(plan.theme ? [concept(plan.theme, themeText ?? plan.theme)] : [])];
  return {
    ...goal,
    description: { ...goal.description, text: plan.words },
    ...(targets.length > 0 ? { target: targets } : {}),
    ...(categories.length > 0 ? { category: categories } : {}),
  };
};
/** `person`: as `Patient/<id>`. */
export const newGoal = (plan: Plan, person: string, today: LocalDate): Goal =>
  withPlan(
    { resourceType: 'Goal', lifecycleStatus: 'active', description: { text: plan.words }, subject: { reference: person }, startDate: today },
    plan,
    undefined,
  );

type Said = { progress: Progress; line: string; at: Instant; today: LocalDate; by: string };
export const withProgress = ({ achievementStatus: _, ...goal }: Goal, { progress, line, at, today, by }: Said): Goal => {
  const note: Annotation[] = line ? [{ authorReference: { reference: by }, time: at, text: line }] : [];
  return {
    ...goal,
    lifecycleStatus: lifecycle[progress],
    ...(progress === 'stopped' ? {} : { achievementStatus: { coding: [{ system: achievement, ...achieved[progress] }] } }),
    statusDate: today,
    ...(note.length > 0 || goal.note ? { note: [...(goal.note ?? []), ...note] } : {}),
  };
};
