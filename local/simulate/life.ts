/** The life of one invented person with the programme, from chance alone: everything that happens, in its order, before any of it is done. */
import type { ClientId, PracticeCaller } from '#identity/types';
import { instantOf } from '#platform/time';
import type { NeedCode } from '#referral/needs';
import type { Reason, ReferralId } from '#referral/types';
import { keepBeside } from './beside.ts';
import { conversations, firstReached } from './casework.ts';
import { chance } from './chance.ts';
import { close, closed } from './closing.ts';
import { type Happening, type Story, tell } from './happening.ts';
import { type Asked, referOn } from './onward.ts';
import { type InventedPerson, personAt, recordOf } from './person.ts';
import { managerOf, type Organisation, type Programme, practitionerAs } from './programme.ts';
import { factsFor, sentBy } from './sent.ts';
import { atWork, dateAt, day, hour, minute } from './time.ts';
import { reassigned, turnOf } from './turns.ts';

type Coming = { at: number; time: number; person: InventedPerson; known: boolean; cameBackFrom?: ReferralId };

const storyOf = (programme: Programme, { person, time }: Coming): Story => {
  const by = chance(`${programme.options.seed}/referral/${person.n}/${time}`);
  const { practice } = person;
  const [first, second] = practice.practitioners;
  const gp = { kind: 'practice', practice: practice.id, client: `sim-${practice.id}` as ClientId } satisfies PracticeCaller;
  const owner = practitionerAs(by.yes(0.7) || !second ? first : second, practice.id);
  return { programme, person, practice, gp, by, referral: by.ids.id() as ReferralId, owner, happenings: [] };
};

/** Sent to the hub, as a draft first where somebody was interrupted. Gives when; undefined where it ended there. */
const came = (story: Story, { at, time, person, known, cameBackFrom }: Coming): number | undefined => {
  const { gp, by, programme, referral, happenings } = story;
  const value = `${person.testNumber}-${time}`;
  const draft = person.turn === 'draft' || person.turn === 'never-sent';
  const number = { system: `https://${person.practice.id}.example/referrals`, value };
  const asking = { person, at, draft, consent: by.yes(0.92), restricted: person.turn === 'restricted', number };
  const facts = { ...factsFor(asking, programme, gp), ...(cameBackFrom ? { cameBackFrom } : {}) };
  const command = { type: 'submit' as const, id: referral, draft, facts, by: gp, at: instantOf(at) };
  const identifier = `${number.system}|${value}`;
  happenings.push({ at, does: 'submit', command, sent: sentBy(asking), identifier, person: recordOf(person, at, gp), known });
  if (person.turn === 'never-sent') return undefined;
  return draft ? tell(story, atWork(at + 20 * hour, by), gp, { type: 'activate' }) : at;
};

const turnedAway: readonly (readonly [number, Reason])[] = [
  [4, { code: 'not-appropriate', text: 'This is not for links support.' }],
  [2, { code: 'duplicate', text: 'We have this referral already.' }],
];
/** Taken on by the practitioner. Undefined: it ended before, or the practice took it back. */
const takenOn = (story: Story, from: number): number | undefined => {
  const { by, person, gp, owner } = story;
  const at = atWork(from + by.around(1, 0.7) * day, by);
  if (person.turn === 'entered-in-error') {
    tell(story, at - by.whole(1, 30) * minute, gp, { type: 'mark-as-error' });
    return undefined;
  }
  if (person.turn === 'recalled') {
    tell(story, at - by.whole(1, 30) * minute, gp, { type: 'cancel', reason: { code: 'person-declined', text: 'They thought again.' } });
    return undefined;
  }
  if (person.turn === undefined && by.yes(0.03)) {
    tell(story, at, owner, { type: 'reject', reason: by.weighted(turnedAway) });
    return undefined;
  }
  return tell(story, at, owner, { type: 'accept', ...(by.yes(0.6) ? { next: { kind: 'first-call', day: dateAt(at + 3 * day), mode: 'telephone' } } : {}) });
};

const serving = ({ programme, by }: Story, need: NeedCode, asked: readonly Asked[]): Organisation | undefined => {
  const fit = programme.organisations.filter((one) => one.needs.includes(need) && asked.every(({ organisation }) => organisation !== one));
  return fit.length > 0 && !by.yes(0.05) ? by.pick(fit) : undefined;
};
const agrees = (story: Story, at: number) =>
  tell(story, at, story.owner, { type: 'record-consent', statement: { gives: true, permissions: ['refer', 'share'], at: instantOf(at) } });
/** After a conversation, to who helps with one of the needs; or nobody was found. */
const referredOn = (story: Story, talks: readonly number[], consented: boolean): Asked[] => {
  const { by, person, happenings } = story;
  const asked: Asked[] = [];
  const must = person.turn?.startsWith('onward-') === true;
  for (const [n, talk] of talks.entries()) {
    if (asked.length >= 3 || !(must ? n === 0 : by.yes(0.34))) continue;
    const need = by.pick(person.needs);
    const organisation = serving(story, need, asked) ?? (must ? by.pick(story.programme.organisations) : undefined);
    const at = talk + by.whole(50, 110) * minute;
    if (!organisation) happenings.push({ at, does: 'gap', person: person.id, need });
    else {
      if (!consented && asked.length === 0) agrees(story, at - minute);
      asked.push(referOn(story, organisation, need, at));
    }
  }
  return asked;
};

const worked = (story: Story, accepted: number, known: boolean, consented: boolean): number | undefined => {
  const { by, person } = story;
  const { reached, last } = firstReached(story, accepted);
  if (reached === undefined) return close(story, atWork(last + by.whole(8, 20) * day, by), 'unable-to-contact');
  const talks = conversations(story, reached);
  const needs = person.needs;
  tell(story, Number(talks[by.yes(0.8) ? 0 : talks.length - 1]) + 47 * minute, story.owner, { type: 'record-needs', needs, primary: needs[0] });
  reassigned(story, accepted, talks.at(-1) ?? accepted, managerOf(story.programme));
  const asked = referredOn(story, talks, consented);
  keepBeside(story, talks, known);
  turnOf(story, Number(talks[Math.floor(talks.length / 2)]) + 2 * hour);
  return closed(story, talks, asked);
};

/** `closedAt`: undefined where it goes on. */
const storyTold = (programme: Programme, coming: Coming): { story: Story; closedAt: number | undefined } => {
  const story = storyOf(programme, coming);
  const sent = came(story, coming);
  const [first] = story.happenings;
  const consented = first?.does === 'submit' && first.command.facts.consent;
  const accepted = sent === undefined ? undefined : takenOn(story, sent);
  const closedAt = accepted === undefined ? undefined : worked(story, accepted, coming.known, consented);
  return { story, closedAt };
};

/** Asked for help twice, under a second record; a practitioner sees it and makes them one. */
const knownTwice = (programme: Programme, person: InventedPerson): Happening[] => {
  const by = chance(`${programme.options.seed}/twice/${person.n}`);
  const again: InventedPerson = { ...person, id: `p-${by.ids.id()}` as InventedPerson['id'], source: 'self', turn: 'recalled' };
  const at = person.comes + by.whole(2, 60) * hour;
  const { story } = storyTold(programme, { at, time: 7, person: again, known: false });
  return [...story.happenings, { at: atWork(at + 4 * day, by), does: 'merge', source: again.id, target: person.id, by: story.owner }];
};

/** In the order in which they happen; two of them never at once. */
const inOrder = (happenings: readonly Happening[], ends: number): Happening[] => {
  const sorted = happenings.filter(({ at }) => at < ends).sort((a, b) => a.at - b.at);
  let before = 0;
  return sorted.map((one) => {
    before = Math.max(Math.floor(one.at), before + 1);
    return { ...one, at: before };
  });
};
/** Of the n-th person, from 0. */
export const lifeOf = (programme: Programme, n: number): Happening[] => {
  const person = personAt(programme, n);
  const { story, closedAt } = storyTold(programme, { at: person.comes, time: 1, person, known: false });
  const by = chance(`${programme.options.seed}/again/${n}`);
  const back = closedAt === undefined || person.turn !== undefined || !by.yes(0.09) ? undefined : atWork(closedAt + by.around(45, 0.7) * day, by);
  const again = back === undefined ? [] : storyTold(programme, { at: back, time: 2, person, known: true, cameBackFrom: story.referral }).story.happenings;
  const twice = person.turn === 'known-twice' ? knownTwice(programme, person) : [];
  return inOrder([...story.happenings, ...again, ...twice], programme.months.ends);
};
