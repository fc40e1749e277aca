/**
 * When a stream's records are handed to a function, and what follows from its answer. No I/O and no clock: `now` is milliseconds since 1970.
 * Source of the rules: AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB".
 */
import type { Outcome } from './outcomes.ts';
import type { Settings } from './stack.ts';

/** `at`: when it was written; `json`: as the function sees it. */
export type StreamRecord = { sequence: string; at: number; json: string };
/** Why records are given up, in AWS's words. */
export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
/** A batch that is being tried; `failures`: how often its first record has failed. */
type Piece = { records: StreamRecord[]; failures: number; exhausted: boolean };
export type StreamState = {
  /** Tried in this order; the next only when the one before is done or given up. */
  pieces: Piece[];
  /** Read and not yet in a batch. */
  gathered: StreamRecord[];
  gatheredSince: number;
  readTo: string | undefined;
  /** Everything up to here is finished: where reading starts again after a restart. */
  doneTo: string | undefined;
  retryAt: number;
};
export type StreamStep =
  | { do: 'read' }
  /** Nothing is to be done before then. */
  | { do: 'wait'; until: number }
  | { do: 'invoke'; records: StreamRecord[] }
  | { do: 'give up'; records: StreamRecord[]; condition: Condition; tries: number };

const payloadLimit = 6 * 1024 * 1024;
const defaultBatchSize = 100;
const firstRetryMs = 100;
const longestRetryMs = 10_000;

export const streamFrom = (doneTo: string | undefined): StreamState => ({ pieces: [], gathered: [], gatheredSince: 0, readTo: doneTo, doneTo, retryAt: 0 });

const settled = (state: StreamState): StreamState =>
  state.pieces.length === 0 && state.gathered.length === 0 ? { ...state, doneTo: state.readTo ?? state.doneTo } : state;

/** `readTo`: the last record that was read, also when the filter kept it back. */
export const hasRead = (state: StreamState, records: StreamRecord[], readTo: string | undefined, now: number): StreamState =>
  settled({
    ...state,
    gathered: [...state.gathered, ...records],
    gatheredSince: state.gathered.length === 0 ? now : state.gatheredSince,
    readTo: readTo ?? state.readTo,
  });

/** As many of the gathered records as one batch may hold. */
const batchOf = (gathered: StreamRecord[], batchSize: number): StreamRecord[] => {
  let bytes = 0;
  const over = gathered.findIndex((record, position) => {
    bytes += Buffer.byteLength(record.json) + 1;
    return position >= batchSize || (position > 0 && bytes > payloadLimit);
  });
  return over < 0 ? gathered : gathered.slice(0, over);
};

const tooOld = ({ records }: Piece, { MaximumRecordAgeInSeconds: limit }: Settings, now: number): StreamRecord[] => {
  const firstFresh = records.findIndex(({ at }) => limit < 0 || now - at <= limit * 1000);
  return firstFresh < 0 ? records : records.slice(0, firstFresh);
};

const stepOf = (piece: Piece, retryAt: number, settings: Settings, now: number): StreamStep => {
  const old = tooOld(piece, settings, now);
  if (old.length > 0) return { do: 'give up', records: old, condition: 'RecordAgeExceeded', tries: piece.failures };
  if (piece.exhausted) return { do: 'give up', records: piece.records, condition: 'RetryAttemptsExhausted', tries: piece.failures };
  return retryAt > now ? { do: 'wait', until: retryAt } : { do: 'invoke', records: piece.records };
};

/** What is to be done now; the state is given back because a batch may have been formed. */
export const nextOfStream = (state: StreamState, settings: Settings, now: number): { state: StreamState; step: StreamStep } => {
  const [piece] = state.pieces;
  if (piece) return { state, step: stepOf(piece, state.retryAt, settings, now) };
  const records = batchOf(state.gathered, settings.BatchSize ?? defaultBatchSize);
  const full = records.length === (settings.BatchSize ?? defaultBatchSize) || records.length < state.gathered.length;
  const windowEnd = state.gatheredSince + settings.MaximumBatchingWindowInSeconds * 1000;
  if (records.length === 0 || (!full && windowEnd > now)) return { state, step: { do: 'read' } };
  const formed = { records, failures: 0, exhausted: false };
  const next = { ...state, pieces: [formed], gathered: state.gathered.slice(records.length) };
  return { state: next, step: stepOf(formed, 0, settings, now) };
};

/** The first `count` records of the first piece are finished, done or given up. */
const finish = (state: StreamState, count: number): StreamState => {
  const [piece, ...others] = state.pieces;
  if (!piece) return state;
  const rest = piece.records.slice(count);
  const pieces = rest.length > 0 ? [{ ...piece, records: rest }, ...others] : others;
  return settled({ ...state, pieces, doneTo: piece.records[count - 1]?.sequence ?? state.doneTo });
};

/** Halving costs no retry: it finds the record that fails. */
const halved = (piece: Piece): Piece[] => {
  const middle = Math.ceil(piece.records.length / 2);
  return [piece.records.slice(0, middle), piece.records.slice(middle)].map((records) => ({ ...piece, records }));
};

const failed = (state: StreamState, settings: Settings, now: number): StreamState => {
  const [piece, ...others] = state.pieces;
  if (!piece) return state;
  if (settings.BisectBatchOnFunctionError && piece.records.length > 1) return { ...state, pieces: [...halved(piece), ...others], retryAt: now };
  const failures = piece.failures + 1;
  const exhausted = settings.MaximumRetryAttempts >= 0 && failures > settings.MaximumRetryAttempts;
  const retryAt = now + Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
  return { ...state, pieces: [{ ...piece, failures, exhausted }, ...others], retryAt };
};

/** What follows from the function's answer to the batch that `nextOfStream` gave. */
export const answered = (state: StreamState, settings: Settings, outcome: Outcome, now: number): StreamState => {
  const [piece] = state.pieces;
  if (!piece) return state;
  switch (outcome.kind) {
    case 'done':
      return { ...finish(state, piece.records.length), retryAt: 0 };
    case 'failed':
      return failed(state, settings, now);
    case 'some': {
      const lowest = piece.records.findIndex(({ sequence }) => outcome.failed.includes(sequence));
      if (lowest <= 0) return failed(state, settings, now);
      // Those before it are done; the next try begins with it, and its failures count from here.
      const [first, ...others] = finish(state, lowest).pieces;
      const rest = { ...finish(state, lowest), pieces: first ? [{ ...first, failures: 0 }, ...others] : [], retryAt: now };
      return settings.BisectBatchOnFunctionError ? rest : failed(rest, settings, now);
    }
  }
};

/** The records of the step `give up` are where they belong. */
export const gaveUp = (state: StreamState, count: number): StreamState => ({ ...finish(state, count), retryAt: 0 });
