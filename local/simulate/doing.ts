/** Does what happens in an invented life through the hub's own commands and stores. What is there already is not done again. */

import { hash } from 'node:crypto';
import { noteGap } from '#directory/gaps-store';
import { noteFullIn } from '#directory/note-full';
import { noteSignpost } from '#directory/signposts-store';
import type { HubKeys } from '#identity/hub-keys';
import { aboutStore } from '#people/about-store';
import { dayOfBirth } from '#people/likeness';
import { birthPlace } from '#people/matching';
import { merge } from '#people/merging';
import { changedPerson, newPerson, personStore } from '#people/person-store';
import { recordStore } from '#people/record-store';
import { instantOf } from '#platform/time';
import type { Instant, Table, Written } from '#platform/types';
import { type CarryOut, carryOut, nameOf, submit } from '#referral/carry-out';
import { referralStore } from '#referral/referral-store';
import type { Commit, Event, Referral, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { saidStore } from '#study/said-store';
import { chance } from './chance.ts';
import type { Happening } from './happening.ts';
import type { Programme } from './programme.ts';

export type Macs = Pick<HubKeys, 'mac'>;
type Doing = {
  programme: Programme;
  referrals: Table;
  access: Table;
  keys: Macs;
  carryOut: CarryOut;
  /** Beside what waits to be written together: what everybody says is counted at one place. */
  said: ReturnType<typeof saidStore>;
  /** What was refused, by command and reason: somebody came too late. */
  refused(what: string): unknown;
  /** Of a referral that was there before: what was done of it last. */
  doneTo: Map<ReferralId, Instant>;
};
type Of<Does extends Happening['does']> = Extract<Happening, { does: Does }>;

export const doingIn = (
  programme: Programme,
  tables: { referrals: Table; access: Table },
  keys: Macs,
  told: { commit(commit: Commit): unknown; refused(what: string): unknown },
  beside: Table = tables.referrals,
): Doing => {
  const store = referralStore(tables.referrals);
  const commit: typeof store.commit = async (change) => {
    const written = await store.commit(change);
    if (written.outcome === 'written') told.commit(change.commit);
    return written;
  };
  const pause = (milliseconds: number) => new Promise<void>((soon) => setTimeout(soon, milliseconds));
  const { ids } = chance(`${programme.options.seed}/patience`);
  const circumstances = async () => ({ calendar: calendar() });
  const ports: CarryOut = { store: { ...store, commit }, circumstances, ids, pause, noteFull: noteFullIn(tables.access) };
  return { programme, ...tables, keys, carryOut: ports, refused: told.refused, said: saidStore(beside), doneTo: new Map() };
};

/** There before is as good as written now. */
const settle = ({ outcome }: Written, what: string): void => {
  if (outcome !== 'written' && outcome !== 'condition-failed') throw new Error(`${what} was not kept: ${outcome}; start again, and it goes on from here`);
};

/** It may have been cut off between the no and what the directory keeps of it. */
const sayFullAgain = async (event: Event, at: Instant, { onward }: Referral, { carryOut: ports }: Doing): Promise<void> => {
  if (event.type !== 'onward-declined' || event.fullUntil === undefined) return;
  const { organisation, service } = onward.find(({ id }) => id === event.onward) ?? {};
  if (organisation && service) await ports.noteFull?.({ organisation, service, fullUntil: event.fullUntil, at });
};
/** The hub's own clock may have looked at it since: only what this life did counts. */
const foundAgain = async (referral: ReferralId, life: readonly Happening[], doing: Doing): Promise<void> => {
  const loaded = await doing.carryOut.store.load(referral);
  if (!loaded) throw new Error('the number of a simulated referral is taken by another: another seed was lived here');
  const planned = new Set(life.map(({ at }) => instantOf(at)));
  const last = loaded.commits.findLast(({ at }) => planned.has(at));
  if (last) doing.doneTo.set(referral, last.at);
  for (const { at, events } of loaded.commits) for (const event of events) await sayFullAgain(event, at, loaded.referral, doing);
};
const begin = async ({ at, command, sent, identifier, person, known }: Of<'submit'>, life: readonly Happening[], doing: Doing): Promise<void> => {
  const { keys, carryOut: ports } = doing;
  const born = dayOfBirth(person.facts);
  const list = known || born === undefined ? undefined : await keys.mac('person', birthPlace(person.practice, born));
  const beside = known ? [] : newPerson(person, { list });
  const mac = await keys.mac('identifier', identifier);
  const unique = [{ kind: 'identifier' as const, requester: person.practice, mac, body: hash('sha256', sent, 'base64url') }];
  const prepare = async () => ({ ok: true as const, command: { ...command, at: instantOf(at) }, beside });
  const done = await submit(ports, { at: instantOf(at), prepare, sent, unique });
  if (!done.ok) throw new Error(`a simulated referral was refused: ${done.because}`);
  if ('taken' in done) await foundAgain(command.id, life, doing);
};
const act = async ({ at, referral, by, act: wanted }: Of<'command'>, doing: Doing): Promise<void> => {
  const done = doing.doneTo.get(referral);
  if (done !== undefined && instantOf(at) <= done) return;
  const answer = await carryOut(doing.carryOut, referral, { ...wanted, by, at: instantOf(at) });
  if (answer.ok) return;
  if (answer.because === 'busy') throw new Error('a simulated referral was busy; start again, and it goes on from here');
  doing.refused(`${wanted.type}: ${answer.because}`);
};
const mergeTwo = async ({ at, source, target, by }: Of<'merge'>, { referrals }: Doing): Promise<void> => {
  const [one, other] = await personStore(referrals).loadAll([source, target]);
  if (!one || !other) throw new Error('one of two records of a simulated person is missing');
  const merged = merge(one, other, { by: nameOf(by), at: instantOf(at) });
  if (!merged.ok) return;
  const before = [one, other];
  const writes = merged.changed.flatMap((after) => before.filter(({ id }) => id === after.id).flatMap((old) => changedPerson(old, after)));
  settle(await referrals.write(writes), 'a merge');
};

const say = async ({ study, person, said }: Of<'say'>, { said: store, carryOut: { pause } }: Doing): Promise<void> => {
  const last = said.at(-1);
  for (let tries = 0; last && tries < 50; tries += 1) {
    const written = await store.add(study, person, said.slice(0, -1), last);
    if (written.outcome !== 'conflict') return settle(written, 'what somebody said of a study');
    await pause(20);
  }
};

/** `life`: of which it is one. */
export const doIt = async (one: Happening, life: readonly Happening[], doing: Doing): Promise<void> => {
  const { referrals, access, keys, programme } = doing;
  const month = instantOf(one.at).slice(0, 7);
  switch (one.does) {
    case 'submit':
      return begin(one, life, doing);
    case 'command':
      return act(one, doing);
    case 'record':
      return settle(await recordStore(referrals).write(one.record, one.before, []), 'a record');
    case 'learn':
      return settle(await aboutStore(referrals).write(one.about, undefined), 'what was learnt');
    case 'say':
      return say(one, doing);
    case 'merge':
      return mergeTwo(one, doing);
    case 'gap':
      return noteGap(access, { area: programme.area, month, need: one.need, once: await keys.mac('gap', `${one.person} ${one.need} ${month}`) });
    case 'signpost':
      return noteSignpost(access, { area: programme.area, month, entry: one.entry, once: await keys.mac('signpost', `${one.person} ${one.entry} ${month}`) });
  }
};
