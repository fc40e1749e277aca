/** One attempt at one letter, and what follows from its outcome. */
import type { Endpoint, Organisation } from '#directory/types';
import type { Referral } from '#referral/types';
import { afterFailure, afterSuccess, whileProbing } from './circuit.ts';
import { clearException } from './exceptions.ts';
import { loadHealth, saveHealth } from './health-store.ts';
import { saveLane } from './lane-store.ts';
import { listeningOf } from './listening.ts';
import { organisationMail } from './organisation-mail.ts';
import { baseOf, chance, type Progress, park, type Run, sinceOf, wait } from './outcomes.ts';
import { type AttemptOutcome, judge, nextTry, outcomeWord } from './retry.ts';
import { addressHash, tagsOf } from './returned.ts';
import { signedHeaders, signingKeys } from './sign.ts';
import type { IdleLane, Letter } from './types.ts';
import { wakeEndpoint } from './wake.ts';
import { leftWaiting } from './withheld.ts';

type Attempt = { letter: Letter; endpoint: Endpoint; probe: boolean };

/** Every letter takes the endpoint's address and keys as they are now. */
const send = async ({ ports }: Run, { letter, endpoint }: Attempt): Promise<AttemptOutcome> => {
  const now = ports.clock.now();
  const keys = await signingKeys(endpoint, now, ports.secrets);
  if (keys.length === 0) return { kind: 'failed', reason: 'no-key' };
  return ports.send({ url: endpoint.url, headers: signedHeaders(letter, keys, now), body: letter.body });
};

/** An answer after failures is noted, even one that refuses this letter; after an open circuit it wakes what waits for the endpoint. */
const noteSuccess = async (run: Run): Promise<Run['health']> => {
  const better = afterSuccess(run.health, run.ports.clock.now());
  if (!better) return run.health;
  const saved = await saveHealth(run.ports.work, run.to.party, better);
  if (saved && better.recoveredAt !== run.health.recoveredAt) await wakeEndpoint(run.to.party, run.ports);
  return saved ?? run.health;
};

/** What may have changed while a letter was sent: where the next one goes, and whether the person still agrees to it. */
const asOfNow = async ({ ports, to, referral }: Run): Promise<Pick<Run, 'endpoint' | 'organisation' | 'referral'>> => {
  const [listening, commits] = await Promise.all([listeningOf(to.party, ports), ports.readCommits(referral.id)]);
  return { ...listening, referral: commits.reduce<Referral | undefined>(ports.applyCommit, undefined) ?? referral };
};

/** The letter counts as dealt with; `well`: the endpoint took it. */
const goOn = async (run: Run, letter: Letter, well: boolean): Promise<Progress> => {
  const { ports, lane, to } = run;
  const letters = run.letters.slice(1);
  if (!letter.last)
    return { ...run, letters, lane: { ...lane, part: lane.part + 1 }, ...(await asOfNow(run)), ...(well ? { health: await noteSuccess(run) } : {}) };
  if (well && lane.excepted) await clearException(ports.referrals, lane.referral, to.party);
  const next: IdleLane = { ...baseOf(lane), state: 'idle', done: letter.rev, part: 0, excepted: lane.excepted && !well };
  const saved = await saveLane(ports.work, next);
  if (!saved) return 'moved';
  const health = well ? await noteSuccess(run) : run.health;
  if (letters.length > 0) return { ...run, lane: saved, letters, health, ...(await asOfNow(run)) };
  return saved.excepted ? { ...run, lane: saved, letters, health } : 'done';
};

/** Not sent, and whoever waits for its answer is told so; may be told again after a crash. */
export const withhold = async (run: Run, letter: Letter): Promise<Progress> => {
  const waiting = leftWaiting(letter.notice, run.referral);
  if (waiting) await run.ports.undelivered(run.referral.id, waiting);
  return goOn(run, letter, false);
};

const noteFailure = async ({ ports, health, to }: Run, probe: boolean) => {
  const worse = afterFailure(health, probe, ports.clock.now(), chance(ports));
  if (worse) await saveHealth(ports.work, to.party, worse);
};

const failed = async (run: Run, outcome: AttemptOutcome): Promise<Progress> => {
  const { lane, ports } = run;
  const now = ports.clock.now();
  const before = { attempt: lane.state === 'waiting' ? lane.attempt : 0, since: sinceOf(lane, now) };
  const next = nextTry(before, outcome, now, chance(ports));
  if (next === 'exhausted') return park(run, 'exhausted');
  return wait(run, { ...baseOf(lane), state: 'waiting', ...next, since: before.since, triedAt: now, last: outcomeWord(outcome) });
};

/** 410: the receiver wants nothing more. Read again, the endpoint is disabled and the lane parks. */
const gone = async (run: Run): Promise<Progress> => {
  await run.ports.disableEndpoint(run.to.party, run.ports.clock.now());
  return { ...run, endpoint: await run.ports.endpoint(run.to.party) };
};

const sendAndJudge = async (run: Run, attempt: Attempt): Promise<Progress> => {
  const outcome = await send(run, attempt);
  const means = judge(outcome);
  switch (means.verdict) {
    case 'delivered':
      return goOn(run, attempt.letter, true);
    case 'gone':
      return gone(run);
    case 'failed': {
      const progress = await failed(run, outcome);
      if (means.unwell) await noteFailure(run, attempt.probe);
      else await noteSuccess(run);
      return progress;
    }
  }
};

/** With the circuit open, whoever writes first probes; the others look again and find that they must wait. */
export const attempt = async (run: Run, one: Attempt): Promise<Progress> => {
  const { ports, to } = run;
  if (!one.probe) return sendAndJudge(run, one);
  const health = await saveHealth(ports.work, to.party, whileProbing(run.health, ports.clock.now()));
  return health ? sendAndJudge({ ...run, health }, one) : { ...run, health: await loadHealth(ports.work, to.party) };
};

type Posting = { letter: Letter; organisation: Organisation; to: string };
/** What stands in it is as the referral is now; who gets it twice finds that it was answered. */
const mailed = async ({ ports, referral, lane }: Run, { letter: { notice, rev }, organisation, to }: Posting): Promise<AttemptOutcome> => {
  const onward = referral.onward.find(({ id }) => id === notice.onward);
  if (!onward) throw new Error('an organisation is told of an onward referral that is not there');
  const [practice, link] = await Promise.all([ports.practice(referral.practice), ports.answerLink(organisation.id, onward.id)]);
  const letter = organisationMail({ to, notice: notice.type, onward, organisation, practice, link, neededBy: onward.neededBy });
  const tags = tagsOf({ party: organisation.id, referral: referral.id, rev, turn: lane.version, address: addressHash(to) });
  return ports.mail.send({ ...letter, tags }).then(
    () => ({ kind: 'answer', status: 202 }),
    () => ({ kind: 'failed', reason: 'not-posted' }),
  );
};
/** One e-mail. No circuit: whoever does not take it is the hub's own e-mail service, for all organisations alike. */
export const post = async (run: Run, one: Posting): Promise<Progress> => {
  const outcome = await mailed(run, one);
  return outcome.kind === 'answer' ? goOn(run, one.letter, true) : failed(run, outcome);
};
