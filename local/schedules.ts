/** Runs the stack's schedules. */
import { randomUUID } from 'node:crypto';
import type { Marks } from './marks.ts';
import { arn, type Place } from './place.ts';
import type { HubSchedule } from './stack.ts';
import type { InvokeUnattended } from './unattended.ts';

export type Schedules = { /** Runs one now, whatever its time. */ run(scheduleId: string): Promise<void>; stop(): void };
type Options = { schedules: HubSchedule[]; invoke: InvokeUnattended; marks: Marks; place: Place; now(): number };

const name = (id: string) => `schedule ${id}`;

/** Milliseconds until the next run: a period after the last one, also when the hub was not running then. */
const dueIn = (everyMs: number, lastRun: string | undefined, now: number): number =>
  lastRun === undefined ? everyMs : Math.max(0, Math.min(everyMs, Date.parse(lastRun) + everyMs - now));

const eventOf = ({ id, input }: HubSchedule, { place, now }: Options): string => {
  const scheduled = { version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', source: 'aws.events', account: place.account, region: place.region };
  if (input !== '{}') return input;
  return JSON.stringify({ ...scheduled, time: new Date(now()).toISOString(), resources: [arn(place, 'events', `rule/${id}`)], detail: {} });
};

const fire = (schedule: HubSchedule, options: Options): Promise<void> => {
  options.marks.set(name(schedule.id), new Date(options.now()).toISOString());
  return options.invoke(schedule.functionId, eventOf(schedule, options));
};

export const startSchedules = (options: Options): Schedules => {
  const { schedules, marks, now } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const plan = (schedule: HubSchedule) => {
    const due = dueIn(schedule.everyMs, marks.get(name(schedule.id)), now());
    const timer = setTimeout(() => {
      void fire(schedule, options);
      plan(schedule);
    }, due);
    timers.set(schedule.id, timer);
  };
  for (const schedule of schedules) {
    if (marks.get(name(schedule.id)) === undefined) marks.set(name(schedule.id), new Date(now()).toISOString());
    plan(schedule);
  }
  return {
    run: async (scheduleId) => {
      const schedule = schedules.find(({ id }) => id === scheduleId);
      if (!schedule) throw new Error(`the stack has no schedule ${scheduleId}`);
      await fire(schedule, options);
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};
