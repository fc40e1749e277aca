/** The real door under fire: what every answer must keep to, and how long it took. */
import { expect } from 'vitest';
import { type FhirHub, fhirHub, type Request, type Told } from '#test/fhir-hub';
import { expectR4 } from '#test/r4';

const longest = 100;
const runsOfSlow = 5;
/** A table in memory looks at all it has for each query, so a hub is left when it has taken so many calls. */
const callsPerHub = 250;
/** One refusal in so many is taken to the judge of R4; all are looked at. */
const judgedOf = 40;

type Shot = { method: string; path: string; request: Request };
type Count = { run: number; slowest: number; statuses: Map<number, number>; stored: number };

/** Writes to any table of the hub that were done. */
const writesOf = (hub: FhirHub): (() => number) => {
  let writes = 0;
  for (const table of [hub.table, hub.access, hub.ports.subscriptions.work]) {
    const { write, putAll } = table;
    Object.assign(table, {
      write: async (all: Parameters<typeof write>[0]) => {
        const written = await write(all);
        if (written.outcome === 'written') writes += 1;
        return written;
      },
      putAll: (all: Parameters<typeof putAll>[0]) => {
        writes += 1;
        return putAll(all);
      },
    });
  }
  return () => writes;
};

const timed = async (hub: FhirHub, { method, path, request }: Shot): Promise<{ answer: Told; took: number }> => {
  const started = performance.now();
  const answer = await hub.call(method, path, request);
  return { answer, took: performance.now() - started };
};
/** The machine may have been busy: slow is what is slow every time. */
const quickest = async (hub: FhirHub, shot: Shot, took: number): Promise<number> => {
  let best = took;
  for (let run = 1; run < runsOfSlow && best > longest; run += 1) best = Math.min(best, (await timed(hub, shot)).took);
  return best;
};

const personal = /Testperson|0141 496|Example Street/;
const checkRefusal = (answer: Told, judged: boolean): void => {
  const { resourceType, issue } = answer.body ?? {};
  if (resourceType !== 'OperationOutcome' || !(issue?.length > 0)) throw new Error(`${answer.status} without an OperationOutcome`);
  for (const { severity, code, details } of issue) if (!severity || !code || !(details?.text?.length > 15)) throw new Error(`${code}: ${details?.text}`);
  if (personal.test(JSON.stringify(answer.body))) throw new Error('a refusal that repeats who the person is');
  if (judged) expectR4(answer.body);
};

/** `seed` is done to each new hub before it is shot at. */
export const range = (seed: (hub: FhirHub) => Promise<unknown> = async () => undefined) => {
  const count: Count = { run: 0, slowest: 0, statuses: new Map(), stored: 0 };
  let hub: FhirHub | undefined;
  let writes = () => 0;
  const next = async (): Promise<FhirHub> => {
    if (hub && count.run % callsPerHub > 0) return hub;
    hub = await fhirHub();
    await seed(hub);
    writes = writesOf(hub);
    return hub;
  };
  const shoot = async (shot: Shot): Promise<Told> => {
    const at = await next();
    const before = writes();
    const { answer, took } = await timed(at, shot);
    const wrote = writes() > before;
    count.run += 1;
    count.statuses.set(answer.status, (count.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status >= 500) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    if (answer.status >= 300) checkRefusal(answer, count.run % judgedOf === 0);
    if (answer.status >= 300 && wrote) throw new Error(`${answer.status}, and something was written`);
    if (wrote) count.stored += 1;
    const best = took > longest ? await quickest(at, shot, took) : took;
    count.slowest = Math.max(count.slowest, best);
    if (best > longest) throw new Error(`${Math.round(best)} ms, ${runsOfSlow} times`);
    return answer;
  };
  return { shoot, count };
};
/** How many were run, what came of them, and the slowest. */
export const report = (name: string, { run, slowest, statuses, stored }: Count): void => {
  const said = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  console.log(`${name}: ${run} run, ${said.join(', ')}; ${stored} stored; slowest ${slowest.toFixed(1)} ms`);
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
};
