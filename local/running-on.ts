/** The hub that runs on a port, for the commands beside it. */
import { cannotStart } from './cannot-start.ts';
import { findRunning, type Running } from './runtime-file.ts';

const usual = '8787';

/** `port` as typed; without, the one `npm start` takes. */
export const runningOn = (port: string = usual): Running => {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) throw cannotStart('--port takes a number from 1 to 65535.');
  const running = findRunning(number);
  if (!running)
    throw cannotStart(
      `No hub of yours runs on port ${number}. Start one with npm start${port === usual ? '' : ` -- --port ${number}`}, or give the --port of the one that runs.`,
    );
  return running;
};
