/** What an organisation says in its Task beside the status, under codes of the hub's own, and how the hub shows it again: one table for both ways. */
import type { Task, TaskInput, TaskOutput } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Issue } from '#fhir/outcome';
import { parseInstant, parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { onwardLimits } from '#referral/onward-limits';
import type { Acceptance, Amounts } from '#referral/types';

type Part = Omit<TaskInput, 'type'>;
const isLine = (text: string, most: number): boolean => new RegExp(`^[^\\u0000-\\u001f\\u007f-\\u009f]{1,${most}}$`, 'u').test(text);
const line = (text: string | undefined, most: number): string | undefined => (text !== undefined && isLine(text, most) ? text : undefined);
const whole = (amount: number | undefined, most: number): number | undefined =>
  amount !== undefined && Number.isInteger(amount) && amount >= 0 && amount <= most ? amount : undefined;
/** A day alone says nothing of when. */
const instant = (text = '') => (/(Z|[+-]\d\d:\d\d)$/.test(text) ? parseInstant(text) : undefined);

const inputs = {
  appointment: { read: ({ valueDateTime }: Part) => instant(valueDateTime), form: 'valueDateTime: an instant with its offset' },
  worker: { read: ({ valueString }: Part) => line(valueString, 120), form: 'valueString: 1 to 120 characters on one line' },
  'waiting-weeks': { read: ({ valueInteger }: Part) => whole(valueInteger, 260), form: 'valueInteger: 0 to 260' },
  'full-until': { read: ({ valueDate }: Part) => parseLocalDate(valueDate ?? ''), form: 'valueDate: a day, as 2027-03-01' },
} as const;
const pounds = ({ valueMoney }: Part) => (valueMoney?.currency === 'GBP' ? whole(valueMoney.value, onwardLimits.pounds) : undefined);
const moneyForm = 'valueMoney: whole pounds, with the currency GBP';
const outputs = {
  'yearly-gain': { read: pounds, form: moneyForm },
  'one-off-gain': { read: pounds, form: moneyForm },
  'debt-managed': { read: pounds, form: moneyForm },
} as const;

const coded = (code: string) => ({ coding: [{ system: system.hub, code }] });
const isCoded = ({ type }: TaskInput | TaskOutput, code: string): boolean =>
  type.coding?.some((one) => one.system === system.hub && one.code === code) ?? false;
const valueIn = <Value>(parts: readonly (TaskInput | TaskOutput)[] | undefined, code: string, read: (part: Part) => Value): Value | undefined => {
  const part = parts?.find((one) => isCoded(one, code));
  return part && read(part);
};

type Said = { read(part: Part): unknown; form: string };
const unreadable = (name: 'input' | 'output', parts: readonly (TaskInput | TaskOutput)[] = [], known: Readonly<Record<string, Said>>): Issue[] =>
  parts.flatMap((part, n) =>
    Object.entries(known)
      .filter(([code, { read }]) => isCoded(part, code) && read(part) === undefined)
      .map(
        ([code, { form }]): Issue => ({
          severity: 'error',
          status: 422,
          code: 'business-rule',
          text: `${code} is told as ${form}.`,
          expression: `Task.${name}[${n}]`,
        }),
      ),
  );
/** `reference`: the number that the Task has already. */
const wrongReference = (task: Task): Issue[] =>
  (task.identifier ?? []).flatMap(({ value }, n): Issue[] =>
    value === undefined || isLine(value, onwardLimits.reference)
      ? []
      : [
          {
            ...{ severity: 'error', status: 422, code: 'business-rule', expression: `Task.identifier[${n}].value` },
            text: `Your own number has 1 to ${onwardLimits.reference} characters on one line.`,
          },
        ],
  );
/** What is said under the hub's codes and cannot be read: nothing of it is dropped in silence. */
export const unreadableIn = (task: Task): Issue[] => [
  ...unreadable('input', task.input, inputs),
  ...unreadable('output', task.output, outputs),
  ...wrongReference(task),
];

export const fullUntilIn = ({ input }: Task): LocalDate | undefined => valueIn(input, 'full-until', inputs['full-until'].read);
/** The first number of its own that the Task had not. */
export const referenceIn = ({ identifier = [] }: Task, there: string | undefined): string | undefined =>
  identifier.flatMap(({ value }) => (value !== undefined && value !== there ? [value] : []))[0];
export const acceptanceIn = (task: Task, there: string | undefined): Acceptance => {
  const slot = valueIn(task.input, 'appointment', inputs.appointment.read);
  const worker = valueIn(task.input, 'worker', inputs.worker.read);
  const waitingWeeks = valueIn(task.input, 'waiting-weeks', inputs['waiting-weeks'].read);
  const reference = referenceIn(task, there);
  return {
    ...(slot === undefined ? {} : { slot }),
    ...(worker === undefined ? {} : { worker }),
    ...(waitingWeeks === undefined ? {} : { waitingWeeks }),
    ...(reference === undefined ? {} : { reference }),
  };
};
export const amountsIn = ({ output }: Task): Amounts | undefined => {
  const read = (code: keyof typeof outputs) => valueIn(output, code, outputs[code].read);
  const [yearly, oneOff, debt] = [read('yearly-gain'), read('one-off-gain'), read('debt-managed')];
  if (yearly === undefined && oneOff === undefined && debt === undefined) return undefined;
  return { ...(yearly === undefined ? {} : { yearly }), ...(oneOff === undefined ? {} : { oneOff }), ...(debt === undefined ? {} : { debt }) };
};

const input = (code: keyof typeof inputs, value: Part | undefined): TaskInput[] => (value ? [{ type: coded(code), ...value }] : []);
export const acceptanceInputs = ({ slot, worker, waitingWeeks }: Acceptance = {}): TaskInput[] => [
  ...input('appointment', slot && { valueDateTime: slot }),
  ...input('worker', worker === undefined ? undefined : { valueString: worker }),
  ...input('waiting-weeks', waitingWeeks === undefined ? undefined : { valueInteger: waitingWeeks }),
];
export const fullUntilInput = (fullUntil: LocalDate | undefined): TaskInput[] => input('full-until', fullUntil && { valueDate: fullUntil });
export const amountOutputs = ({ yearly, oneOff, debt }: Amounts = {}): TaskOutput[] => {
  const output = (code: keyof typeof outputs, value: number | undefined): TaskOutput[] =>
    value === undefined ? [] : [{ type: coded(code), valueMoney: { value, currency: 'GBP' } }];
  return [...output('yearly-gain', yearly), ...output('one-off-gain', oneOff), ...output('debt-managed', debt)];
};
