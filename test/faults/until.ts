import { setTimeout as sleep } from 'node:timers/promises';

/** Also on a machine that is busy with other things. */
const patience = 150_000;
/** Asks less and less often: to look through a table takes longer than what is waited for. */
const mostMs = 200;

/** `open` tells what is missing still. */
export const untilNothing = async (open: () => string[] | Promise<string[]>, patienceMs = patience): Promise<void> => {
  const end = Date.now() + patienceMs;
  for (let pause = 20; ; pause = Math.min(mostMs, pause * 1.5)) {
    const missing = await open();
    if (missing.length === 0) return;
    if (Date.now() > end) throw new Error(`it did not come to pass: ${missing.slice(0, 5).join('; ')}`);
    await sleep(pause);
  }
};
/** `what` says in an error what did not come true. */
export const until = (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => untilNothing(async () => ((await holds()) ? [] : [what]));
