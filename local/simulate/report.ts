/** What the simulation says while it runs, and at its end. */
import { instantOf } from '#platform/time';
import type { Lived, Progress } from './live.ts';

const whole = (number: number) => Math.round(number).toLocaleString('en-GB');
const everyMs = { terminal: 200, otherwise: 2000 } as const;

type Out = { write(text: string): unknown; isTTY?: boolean | undefined };
/** One line that is written over on a terminal; elsewhere a line every few seconds. */
export const progressOn = (out: Out, now: () => number) => {
  const began = now();
  let [said, shown] = [began, false];
  const line = ({ people, of, at }: Progress) => {
    const seconds = (now() - began) / 1000;
    return `${whole(people)} of ${whole(of)} people, ${instantOf(at).slice(0, 7)}, ${whole(people / seconds)} a second`;
  };
  return {
    progress: (progress: Progress) => {
      if (now() - said < (out.isTTY ? everyMs.terminal : everyMs.otherwise)) return;
      said = now();
      shown = true;
      out.write(out.isTTY ? `\r\u001b[K${line(progress)}` : `${line(progress)}\n`);
    },
    done: () => {
      if (shown && out.isTTY) out.write('\r\u001b[K');
    },
  };
};

const sum = (counts: Readonly<Record<string, number | undefined>>) => Object.values(counts).reduce<number>((all, one) => all + (one ?? 0), 0);
export const summaryOf = ({ programme, people, referrals, commits, events, refused, milliseconds }: Lived): string => {
  const { months, seed } = programme.options;
  const rows: [string, number][] = [
    ['people', people],
    ['practices', programme.practices.length],
    ['organisations', programme.organisations.length],
    ['referrals', referrals],
    ['commits', commits],
    ['events', sum(events)],
    ['contacts', events['contact-logged'] ?? 0],
    ['onward referrals', events['referred-on'] ?? 0],
    ['came too late', sum(refused)],
  ];
  const widest = Math.max(...rows.map(([, count]) => whole(count).length));
  const lines = rows.map(([what, count]) => `  ${whole(count).padStart(widest)}  ${what}`);
  const began = `Lived ${months} months from ${programme.options.from}, seed ${seed}, in ${(milliseconds / 1000).toFixed(1)} s. Everybody is invented.`;
  return `${began}\n${lines.join('\n')}\n${commits === 0 ? 'All of it was there already.\n' : ''}`;
};

export const help = `npm run simulate -- [--months 12] [--people 10000] [--practices 30] [--organisations 60] [--seed 1] [--from 2025-11]
                    [--into http://127.0.0.1:PORT | --data DIR]

Lives a programme of invented people through the hub's own commands, with a clock of its own. The same numbers give the same life.

  --into URL    into the hub that runs on this machine at that address; people in its tables are added to, nothing of the past is sent to anybody
  --data DIR    into that folder, as npm start -- --data DIR keeps it; no hub may run on it meanwhile
  --help        this text

Without --into and --data it is lived in memory, and gone at the end. Cut off and started again with the same numbers, it goes on where it was.
`;
