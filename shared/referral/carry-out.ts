/** Load, decide, commit: the only way a referral ever changes. */
import type { Actor } from '#identity/types';
import type { Ids, Instant, Write } from '#platform/types';
import type { Command } from './commands.ts';
import { begin, decide } from './decide.ts';
import type { Circumstances } from './decision.ts';
import { applyEvents } from './evolve.ts';
import type { Change, Loaded, ReferralStore, TakenKey, UniqueKey } from './referral-store.ts';
import { type Refusal, refused } from './refusals.ts';
import type { Commit, Event, Full, Receipt, Referral, ReferralId } from './types.ts';

export type CarryOut = {
  store: ReferralStore;
  circumstances(referral: Referral): Promise<Circumstances>;
  ids: Ids;
  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** Keeps in the directory until when a service is full, once its no is committed; told again where the no is repeated. */
  noteFull?(full: Full): Promise<void>;
};
/** `rev`: the commit that did it; for a repeated request the one that did it the first time. */
export type Done = { ok: true; referral: Referral; rev: number; repeated: boolean };

/** A repeated request is answered as the first time for so long. */
const receiptDays = 30;
/** So often a command is decided again because another was faster. */
export const lostRaces = 3;
const conflictBudget = 2000;

export const nameOf = (by: Actor): string => {
  switch (by.kind) {
    case 'practice':
      return `practice/${by.practice}`;
    case 'practitioner':
      return `practitioner/${by.practitioner}`;
    case 'organisation':
      return `organisation/${by.organisation}`;
    case 'manager':
      return `manager/${by.manager}`;
    case 'collector':
      return by.client;
    case 'clock':
    case 'delivery':
      return by.kind;
  }
};

export const receiptExpired = (at: Instant, now: Instant): boolean => Date.parse(now) - Date.parse(at) > receiptDays * 86_400_000;

/** Waits out other transactions on the same items: 20 to 200 ms with jitter, two seconds in all; not counted as a lost race. */
export const patience = (deps: Pick<CarryOut, 'ids' | 'pause'>) => {
  let waited = 0;
  return async (): Promise<boolean> => {
    const wait = 20 + Math.floor(((deps.ids.bytes(1)[0] ?? 0) / 255) * 180);
    waited += wait;
    if (waited > conflictBudget) return false;
    await deps.pause(wait);
    return true;
  };
};

const changeOf = (before: Loaded | undefined, events: Event[], command: Command, id: ReferralId, receipt: Receipt | undefined): Change => {
  const { referral, touched } = applyEvents(before?.referral, events, command.at);
  const commit: Commit = {
    referral: id,
    rev: referral.rev,
    at: command.at,
    events,
    touched,
    audit: { by: nameOf(command.by), command: command.type },
    ...(receipt ? { receipt } : {}),
    previous: before?.digest ?? '',
  };
  return { ...(before ? { before } : {}), after: referral, commit };
};

/** The answer that the same request got before, within 30 days. */
const answeredBefore = (loaded: Loaded, receipt: Receipt | undefined, now: Instant): Done | Refusal | undefined => {
  const first = receipt && loaded.commits.find((commit) => commit.receipt?.key === receipt.key && !receiptExpired(commit.at, now));
  if (!first) return undefined;
  if (first.receipt?.body !== receipt.body) return refused({ because: 'key-reused' });
  return { ok: true, referral: loaded.referral, rev: first.rev, repeated: true };
};

const noteFull = async (deps: CarryOut, { onward }: Referral, commit: Commit | undefined): Promise<void> => {
  for (const event of commit?.events ?? []) {
    const { organisation, service } = (event.type === 'onward-declined' && onward.find(({ id }) => id === event.onward)) || {};
    if (commit && event.type === 'onward-declined' && event.fullUntil && organisation && service)
      await deps.noteFull?.({ organisation, service, fullUntil: event.fullUntil, at: commit.at });
  }
};

type Asked = Exclude<Command, { type: 'submit' }>;
/** A door that knows what is wanted but not yet by which step asks once the referral is loaded; undefined: it is as wanted. */
type Asking = { at: Instant; command(referral: Referral, commits: readonly Commit[]): Asked | Refusal | undefined };

/** Carries out a command on a referral that exists. */
export const carryOut = async (deps: CarryOut, id: ReferralId, asked: Asked | Asking, receipt?: Receipt): Promise<Done | Refusal> => {
  const wait = patience(deps);
  for (let races = 0; races <= lostRaces; ) {
    const loaded = await deps.store.load(id);
    if (!loaded) return refused({ because: 'not-found' });
    const before = answeredBefore(loaded, receipt, asked.at);
    if (before) {
      if (before.ok) await noteFull(deps, loaded.referral, loaded.commits[before.rev - 1]);
      return before;
    }
    const command = 'command' in asked ? asked.command(loaded.referral, loaded.commits) : asked;
    if (!command) return { ok: true, referral: loaded.referral, rev: loaded.referral.rev, repeated: true };
    if ('ok' in command) return command;
    const decision = decide(loaded.referral, command, await deps.circumstances(loaded.referral), loaded.commits);
    if (!decision.ok) return decision;
    const change = changeOf(loaded, decision.events, command, id, receipt);
    const { outcome } = await deps.store.commit(change);
    if (outcome === 'written') {
      await noteFull(deps, change.after, change.commit);
      return { ok: true, referral: change.after, rev: change.commit.rev, repeated: false };
    }
    if (outcome === 'condition-failed') races += 1;
    else if (!(await wait())) break;
  }
  return refused({ because: 'busy' });
};

type Submit = Extract<Command, { type: 'submit' }>;
/** `beside`: what else must be written, or nothing is. */
export type Prepared = { ok: true; command: Submit; beside: Write[] } | Refusal;
/** `prepare` is asked anew at each attempt, for what depends on what is there; refused: not submitted, unless it has been before. */
type Submission = { sent: string; unique: UniqueKey[] } & ({ command: Submit } | { at: Instant; prepare(): Promise<Prepared> });
/** The referral that already holds one of the keys, with the key. */
export type AlreadyThere = { ok: true; taken: TakenKey };

const submitted = (command: Submit): Change => changeOf(undefined, begin(command), command, command.id, undefined);

const firstTaken = async (deps: CarryOut, unique: UniqueKey[], now: Instant): Promise<{ taken?: TakenKey; unique: NonNullable<Change['unique']> }> => {
  const found = await Promise.all(unique.map(async (key) => ({ key, taken: await deps.store.taken(key) })));
  const gone = (taken: TakenKey) => taken.kind === 'request' && receiptExpired(taken.at, now);
  const taken = found.find((one) => one.taken && !gone(one.taken))?.taken;
  return { ...(taken ? { taken } : {}), unique: found.map((one) => (one.taken ? { ...one.key, expired: one.taken } : one.key)) };
};

/** The answer to who comes second: the referral that holds the key, or why not. */
const taking = (taken: TakenKey, unique: UniqueKey[]): AlreadyThere | Refusal => {
  const asked = unique.find((key) => key.mac === taken.mac);
  if (asked?.body === taken.body) return { ok: true, taken };
  return refused({ because: taken.kind === 'request' ? 'key-reused' : 'duplicate' });
};

/**
 * Creates a referral, once per key: who comes second is told which referral holds the key.
 * The caller's own request key goes first in `unique`, then the identifiers.
 */
export const submit = async (deps: CarryOut, submission: Submission): Promise<Done | AlreadyThere | Refusal> => {
  const wait = patience(deps);
  const { sent, unique } = submission;
  let claims: NonNullable<Change['unique']> = unique;
  for (let races = 0; races <= lostRaces; ) {
    const prepared: Prepared = 'prepare' in submission ? await submission.prepare() : { ok: true, command: submission.command, beside: [] };
    const change = prepared.ok ? { ...submitted(prepared.command), beside: prepared.beside } : undefined;
    const outcome = change && (await deps.store.commit({ ...change, sent, unique: claims })).outcome;
    if (change && outcome === 'written') return { ok: true, referral: change.after, rev: 1, repeated: false };
    const now = await firstTaken(deps, unique, 'at' in submission ? submission.at : submission.command.at);
    if (now.taken) return taking(now.taken, unique);
    if (!prepared.ok) return prepared;
    claims = now.unique;
    if (outcome === 'condition-failed') races += 1;
    else if (!(await wait())) break;
  }
  return refused({ because: 'busy' });
};
