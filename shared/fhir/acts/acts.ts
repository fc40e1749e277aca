/** What was done to a referral, act by act, as one reader may know it: read from its commits, each of which is one act. Nothing is stored for it. */
import { hash } from 'node:crypto';
import type { Reference } from 'fhir/r4.js';
import type { Asked, Clause, Seen } from '#fhir/door';
import { readId } from '#fhir/ids';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { hubOrganisation } from '#fhir/referral/render';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import { base32 } from '#platform/ids';
import type { Instant } from '#platform/types';
import { commandRules } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import type { Loaded } from '#referral/referral-store';
import type { Commit, Referral, ReferralId, Touched } from '#referral/types';

export type Act = {
  id: string;
  at: Instant;
  /** Of what the reader may see, something was new. */
  created: boolean;
  /** The hub's own word for it, where it was done to what the reader may see. */
  command?: string;
  agent: Reference;
  /** A party asked for it; else the hub did it of itself. */
  asked: boolean;
  targets: Touched[];
};

const idLength = 26;
/** The digest of the commit before, which no reader has, keeps the id from telling how many commits (other parties' acts among them) there are. */
const idOf = ({ referral, rev, previous }: Commit): string =>
  `${referral}-${base32(hash('sha256', ['act', referral, rev, previous].join('\n'), 'buffer')).slice(0, idLength)}`;
const pattern = /^([0-9a-hjkmnp-tv-z]{26})-[0-9a-hjkmnp-tv-z]{26}$/;
const referralIn = (id: string): ReferralId | undefined => readId(pattern.exec(id)?.[1] ?? '')?.referral;

type Knows = 'always' | 'itself' | 'never';
type PartyKind = 'practice' | 'practitioner' | 'organisation';
/** Which party is told to which reader by the referral itself (Task.owner, Task.requester, who wrote a note); nobody learns more of another here. */
const knows: Record<Caller['kind'], Record<PartyKind, Knows>> = {
  practice: { practice: 'itself', practitioner: 'always', organisation: 'never' },
  practitioner: { practice: 'always', practitioner: 'always', organisation: 'always' },
  // A person's practice says something of the person.
  organisation: { practice: 'never', practitioner: 'always', organisation: 'itself' },
  manager: { practice: 'never', practitioner: 'never', organisation: 'never' },
  collector: { practice: 'never', practitioner: 'never', organisation: 'never' },
};
const ownId = (caller: Caller): string => {
  switch (caller.kind) {
    case 'practice':
      return caller.practice;
    case 'practitioner':
      return caller.practitioner;
    case 'organisation':
      return caller.organisation;
    case 'manager':
      return caller.manager;
    case 'collector':
      return caller.client;
  }
};
const types: Record<PartyKind, string> = { practice: 'Organization', practitioner: 'Practitioner', organisation: 'Organization' };
const isParty = (kind: string): kind is PartyKind => Object.hasOwn(types, kind);
/** `by`: as a commit's audit says it, `practice/birchtree`; the hub's clock and delivery have no id. */
const agentFor = (caller: Caller, by: string): Reference => {
  const [kind = '', ...rest] = by.split('/');
  const id = rest.join('/');
  if (id === '') return hubOrganisation;
  const known = isParty(kind) ? knows[caller.kind][kind] : 'never';
  return isParty(kind) && (known === 'always' || (known === 'itself' && ownId(caller) === id))
    ? { reference: `${types[kind]}/${id}` }
    : { display: 'Another party' };
};

const ofOnward = new Set(Object.entries(commandRules).flatMap(([name, rule]) => (rule.of === 'onward' ? [name] : [])));
/** What a practitioner does with the person is not the practice's to know: a first contact moves its Task, and is told by what it did to it. */
const forPractice: Readonly<Record<string, string>> = { 'log-contact': 'start' };
/** A practice is not told of which step of an onward referral its own Task moved by, nor an organisation which step of the referral ended its own. */
const commandFor = (caller: Caller, command: string): string | undefined => {
  if (caller.kind === 'practice' && Object.hasOwn(forPractice, command)) return forPractice[command];
  const about = {
    practice: !ofOnward.has(command),
    practitioner: true,
    organisation: ofOnward.has(command) || command === 'refer-on',
    manager: false,
    collector: false,
  };
  return about[caller.kind] ? command : undefined;
};

/** `then`: the referral as this act left it. Who is a party to what does not change; a draft's Task is not there yet. */
const sees = (caller: Caller, { type, id }: Touched, then: Referral, now: Referral): boolean => {
  if (id === now.id) return maySee(caller, now) && !(type === 'Task' && then.status === 'draft');
  const onward = now.onward.find((one) => one.id === id);
  return onward !== undefined && maySeeOnward(caller, now, onward);
};

/** In the order in which they were done. An act on nothing that the reader may see is not there for it. */
const actsOf = (caller: Caller, { referral: now, commits }: Loaded): Act[] => {
  let then: Referral | undefined;
  return commits.flatMap((commit): Act[] => {
    const after = applyCommit(then, commit);
    then = after;
    const targets = commit.touched.filter((one) => sees(caller, one, after, now));
    if (targets.length === 0) return [];
    const { by, command } = commit.audit;
    const told = commandFor(caller, command);
    const created = targets.some(({ versionId }) => versionId === 1);
    const agent = agentFor(caller, by);
    return [{ id: idOf(commit), at: commit.at, created, ...(told ? { command: told } : {}), agent, asked: by.includes('/'), targets }];
  });
};

export const targetOf = ({ type, id, versionId }: Touched): Reference => ({ reference: `${type}/${id}/_history/${versionId}`, type });

const actsIn = async ({ who: { caller } }: FhirCall, referral: ReferralId, ports: FhirPorts): Promise<Act[]> => {
  const loaded = await ports.carryOut.store.load(referral);
  return loaded ? actsOf(caller, loaded) : [];
};

export const actNamed = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Act | undefined> => {
  const referral = referralIn(id);
  return referral && (await actsIn(call, referral, ports)).find((act) => act.id === id);
};

const atOnce = 10;
/** Of the referrals that the first clause of this name speaks of; undefined without one. The clause itself is for the search to hold them against. */
export const actsAbout = async (name: string, call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Act[] | undefined> => {
  const clause: Clause | undefined = asked.clauses.find((one) => one.name === name);
  if (!clause) return undefined;
  const referrals = [...new Set(clause.values.flatMap((value) => readId(value.split('/').at(-1) ?? '')?.referral ?? []))];
  const acts: Act[] = [];
  for (let at = 0; at < referrals.length; at += atOnce)
    acts.push(...(await Promise.all(referrals.slice(at, at + atOnce).map((referral) => actsIn(call, referral, ports)))).flat());
  return acts;
};

/** An act does not change: it has one version. */
export const versionOf = ({ at }: Act): Seen['version'] => ({ versionId: 1, lastUpdated: at });
