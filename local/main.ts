/** `npm start`: runs the hub and its demo until it is asked to stop. The launcher has checked the options. */
import './tied-to-launcher.ts';
import { parseArgs } from 'node:util';
import { isCannotStart } from './cannot-start.ts';
import { ending } from './ending.ts';
import { startHub } from './hub.ts';
import { hubLog } from './hub-log.ts';
import { announce } from './runtime-file.ts';
import { paragraph } from './terminal.ts';

const options = { port: { type: 'string', default: '8787' }, data: { type: 'string' }, 'no-demo': { type: 'boolean', default: false } } as const;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const start = async (): Promise<void> => {
  // Functions run in UTC, as they do in Lambda.
  process.env.TZ = 'UTC';
  const { values } = parseArgs({ options });
  const dynamodbEndpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const [log, end] = [hubLog(complain), ending(complain)];
  const hub = await startHub({ port: Number(values.port), dataDir: values.data, dynamodbEndpoint, log: log.line, died: end.died });
  const { withdraw } = announce(hub.port, { pid: process.pid, ...hub });
  end.of(hub, withdraw);
  say(`Links Hub is ready at ${hub.url}`);
  const logFile = log.keepIn(hub.folder);
  if (dynamodbEndpoint) say(`Tables are kept by ${dynamodbEndpoint}, not by the hub: --data keeps queues, keys and mail alone.`);
  if (hub.notRun.length > 0) paragraph(`Not done on this machine, only in the cloud: ${hub.notRun.join(', ')}.`).forEach(complain);
  // Loaded after the hub answers, so that nobody waits for it.
  // A copy of the invented directory, for whoever looks for help.
  void hub.runSchedule('aliss');
  const { startDemo } = await import('./start-demo.ts');
  await startDemo(hub, { play: !values['no-demo'], say, complain, logFile, ending: end.begun });
};

start().catch((error: unknown) => {
  complain(isCannotStart(error) ? error.message : `Links Hub could not start: ${error instanceof Error ? error.stack : error}`);
  process.exit(1);
});
