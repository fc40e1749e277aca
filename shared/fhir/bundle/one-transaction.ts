/** Several commands as one: they run over a staged table, and what they wrote is committed together or not at all. */

import type { FhirPorts } from '#fhir/ports';
import { refusal, refused } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import { type StagedTable, type Suspects, stagedTable } from '#platform/staged-table';
import { lostRaces, patience } from '#referral/carry-out';
import { referralStore } from '#referral/referral-store';
import type { Full } from '#referral/types';

/** What one transaction of the database holds. */
const mostWrites = 100;

const tooManyWrites = (): Answer =>
  refusal(413, 'too-costly', `This is more than ${mostWrites} writes at once. Send it in parts, or as a batch, whose entries stand alone.`);
const busy = (): Answer => refused({ ok: false, because: 'busy' });

/** What a service said of its room is kept once the whole is. */
const staging = (ports: FhirPorts, staged: StagedTable, fulls: Full[]): FhirPorts => ({
  ...ports,
  referrals: staged,
  carryOut: { ...ports.carryOut, store: referralStore(staged), noteFull: async (full) => void fulls.push(full) },
});

type Run<T> = (staged: FhirPorts) => Promise<{ keep: boolean } & T>;
/** `lost`: somebody else was faster; otherwise somebody else is at it, and what they do is read again. */
type Attempt<T> = { over: true; result: { ok: true; done: T } | { ok: false; answer: Answer } } | { over: false; lost: boolean; suspects: Suspects };

const attempt = async <T>(ports: FhirPorts, run: Run<T>, suspects: Suspects, wait: () => Promise<boolean>): Promise<Attempt<T>> => {
  const staged = stagedTable(ports.referrals, suspects);
  const fulls: Full[] = [];
  const done = await run(staging(ports, staged, fulls));
  if (!done.keep) return { over: true, result: { ok: true, done } };
  if (staged.size() > mostWrites) return { over: true, result: { ok: false, answer: tooManyWrites() } };
  const flushed = await staged.flush();
  if (flushed.outcome === 'written') {
    for (const full of fulls) await ports.carryOut.noteFull?.(full);
    return { over: true, result: { ok: true, done } };
  }
  if (flushed.outcome === 'condition-failed') return { over: false, lost: true, suspects: flushed.failed };
  return (await wait()) ? { over: false, lost: false, suspects } : { over: true, result: { ok: false, answer: busy() } };
};

/**
 * `run` may be called several times, each time with ports of its own, when what it counted on was changed by somebody else meanwhile: it must do
 * nothing but through them. What it wrote is kept only where it says `keep`. Not ok: nothing was written, and the answer says why.
 */
export const inOneTransaction = async <T>(ports: FhirPorts, run: Run<T>): Promise<{ ok: true; done: T } | { ok: false; answer: Answer }> => {
  const wait = patience(ports.carryOut);
  let suspects: Suspects = new Set();
  for (let races = 0; races <= lostRaces; ) {
    const tried = await attempt(ports, run, suspects, wait);
    if (tried.over) return tried.result;
    suspects = new Set([...suspects, ...tried.suspects]);
    if (tried.lost) races += 1;
  }
  return { ok: false, answer: busy() };
};
