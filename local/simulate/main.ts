/** `npm run simulate -- [--months N] [--people N] [--into URL | --data DIR]`. */
import '#local/tied-to-launcher';
import { cannotStart } from '#local/cannot-start';
import { readArgs, runCommand } from '#local/command';
import { memoryTable } from '#platform/memory-table';
import { type Lived, live } from './live.ts';
import { practiceNames } from './names.ts';
import { type LifeOptions, usualLife } from './programme.ts';
import { help, progressOn, summaryOf } from './report.ts';

const text = { type: 'string' } as const;
const sizes = { months: text, people: text, practices: text, organisations: text, seed: text, from: text } as const;
const options = { ...sizes, into: text, data: text, help: { type: 'boolean', default: false } } as const;
type Values = Partial<Record<keyof LifeOptions, string>>;

const most = { months: 60, people: 1_000_000, practices: practiceNames.length, organisations: 144, seed: 2 ** 31 } as const;
const numberOf = (name: keyof typeof most, given: string | undefined): number => {
  if (given === undefined) return usualLife[name];
  const number = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > most[name]) throw cannotStart(`--${name} takes a number from 1 to ${most[name]}.`);
  return number;
};
const lifeFrom = (values: Values): LifeOptions => {
  const { from = usualLife.from } = values;
  if (!/^20[2-3]\d-(0[1-9]|1[0-2])$/.test(from)) throw cannotStart('--from takes a month as 2025-11.');
  const of = (name: keyof typeof most) => numberOf(name, values[name]);
  return { seed: of('seed'), from, months: of('months'), people: of('people'), practices: of('practices'), organisations: of('organisations') };
};

type Progress = ReturnType<typeof progressOn>['progress'];
const into = async (url: string, life: LifeOptions, progress: Progress): Promise<Lived> => {
  const port = URL.parse(url)?.port;
  if (!port) throw cannotStart('--into takes the address that npm start told, as http://127.0.0.1:8787.');
  const [{ runningOn }, { liveInHub }] = await Promise.all([import('#local/running-on'), import('./hub-life.ts')]);
  return liveInHub(life, runningOn(port), progress);
};
/** The hub itself, for as long as it takes: nothing but it knows how its folder is kept. */
const inFolder = async (dataDir: string, life: LifeOptions, progress: Progress): Promise<Lived> => {
  // Functions run in UTC, as they do in Lambda.
  process.env.TZ = 'UTC';
  const [{ startHub }, { liveInHub }] = await Promise.all([import('#local/hub'), import('./hub-life.ts')]);
  const hub = await startHub({ port: 0, dataDir });
  return liveInHub(life, hub, progress).finally(hub.stop);
};

runCommand(async () => {
  const { values, positionals } = readArgs('simulate', options);
  if (values.help) return { text: help, failed: false };
  if (positionals.length > 0) throw cannotStart('See npm run simulate -- --help');
  if (values.into !== undefined && values.data !== undefined) throw cannotStart('Give --into or --data, not both.');
  const life = lifeFrom(values);
  const { progress, done } = progressOn(process.stderr, () => performance.now());
  const lived = () => {
    if (values.into !== undefined) return into(values.into, life, progress);
    if (values.data !== undefined) return inFolder(values.data, life, progress);
    return live(life, { referrals: memoryTable(), access: memoryTable() }, { progress });
  };
  return { text: summaryOf(await lived().finally(done)), failed: false };
});
