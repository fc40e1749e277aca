/** What was done, as outputs of a Task, each with the resources it refers to contained. */
import type { CodeableConcept, Task, TaskOutput } from 'fhir/r4.js';
import { reasonSystems, system } from '#fhir/codes';
import type { Outcome } from '#referral/types';
import { amountOutputs } from './said-in-task.ts';

type Contained = NonNullable<Task['contained']>;
type Rendered = { outputs: TaskOutput[]; contained: Contained };

const resultingActivity: CodeableConcept = { coding: [{ system: system.sdohcc, code: 'resulting-activity' }] };
const plainOutput = (one: Outcome): TaskOutput => {
  const spoken = one.system ?? reasonSystems[one.code ?? ''];
  const coding = one.code ? { coding: [{ ...(spoken ? { system: spoken } : {}), code: one.code }] } : {};
  return { type: resultingActivity, valueCodeableConcept: { ...coding, text: one.outcome ? `${one.activity}: ${one.outcome}` : one.activity } };
};

/** Narrative is never passed on, neither of the resource itself nor of what it contains. */
export const withoutNarrative = (contained: Contained): Contained => contained.map((resource) => ({ ...resource, text: undefined }));

/** Several parties may call what they contain by the same name. */
const renamed = (contained: Contained, output: TaskOutput, taken: ReadonlySet<string>, n: number): { output: TaskOutput; contained: Contained } => {
  const resource = contained.find(({ id }) => id !== undefined && taken.has(id));
  if (!resource) return { output, contained };
  const name = `${resource.id}-${n}`.slice(-64);
  return {
    output: { ...output, valueReference: { ...output.valueReference, reference: `#${name}` } },
    contained: contained.map((one) => (one === resource ? { ...one, id: name } : one)),
  };
};

/** `there`: what the Task contains already. */
export const renderOutcomes = (outcomes: readonly Outcome[], there: Contained = []): Rendered =>
  outcomes.reduce<Rendered>(
    ({ outputs, contained }, one, n) => {
      const sent: { output: TaskOutput; contained?: Contained } = one.sent ? JSON.parse(one.sent) : { output: plainOutput(one) };
      const taken = new Set(contained.map(({ id }) => id ?? ''));
      const own = renamed(withoutNarrative(sent.contained ?? []), sent.output, taken, n);
      return { outputs: [...outputs, own.output, ...amountOutputs(one.amounts)], contained: [...contained, ...own.contained] };
    },
    { outputs: [], contained: withoutNarrative(there) },
  );
