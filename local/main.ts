/** `npm start`: runs the hub until it is asked to stop. The launcher has checked the options. */
import './tied-to-launcher.ts';
import { parseArgs } from 'node:util';
import { isCannotStart } from './cannot-start.ts';
import { type Hub, startHub } from './hub.ts';
import { announce } from './runtime-file.ts';

const options = { port: { type: 'string', default: '8787' }, data: { type: 'string' }, 'no-demo': { type: 'boolean', default: false } } as const;
/** The whole stop takes less; what hangs longer will not end by waiting. */
const stopWithinMs = 10_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const end = async (hub: Hub, withdraw: () => void, code: number) => {
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  withdraw();
  await hub.stop();
  process.exit(code);
};

const start = async (): Promise<void> => {
  // Functions run in UTC, as they do in Lambda.
  process.env.TZ = 'UTC';
  const { values } = parseArgs({ options });
  const dynamodbEndpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  let died: (why: string) => void = complain;
  const hub = await startHub({ port: Number(values.port), dataDir: values.data, dynamodbEndpoint, log: complain, died: (why) => died(why) });
  const { withdraw } = announce(hub.port, { pid: process.pid, ...hub });
  died = (why) => {
    complain(`The table engine ended by itself: ${why}`);
    void end(hub, withdraw, 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(hub, withdraw, 0));
  say(`Links Hub is ready at ${hub.url}`);
  if (dynamodbEndpoint) say(`Tables are kept by ${dynamodbEndpoint}, not by the hub: --data keeps queues, keys and mail alone.`);
  if (hub.notRun.length > 0) complain(`Not done on this machine, only in the cloud: ${hub.notRun.join(', ')}.`);
};

start().catch((error: unknown) => {
  complain(isCannotStart(error) ? error.message : `Links Hub could not start: ${error instanceof Error ? error.stack : error}`);
  process.exit(1);
});
