/** How a story ends: closed for one of the programme's reasons, or still going on. */
import type { Actor } from '#identity/types';
import { type ClosingCode, closing } from '#referral/closing';
import type { Chance } from './chance.ts';
import { type Happening, type Story, tell } from './happening.ts';
import { type Asked, stoppedWith } from './onward.ts';
import { atWork, day } from './time.ts';

const words: Readonly<Record<ClosingCode, string>> = {
  'goals-met': 'Links practitioner support completed.',
  'supported-elsewhere': 'Supported by another service now.',
  'person-stopped': 'The person chose to stop.',
  'unable-to-contact': 'The person could not be reached.',
  'moved-away': 'No longer registered here.',
  'person-died': 'The person has died.',
  'not-appropriate': 'Links support did not fit.',
  'service-ended': 'The service has ended.',
  other: 'Support ended.',
};
const reasons: readonly (readonly [number, ClosingCode])[] = [
  [50, 'goals-met'],
  [17, 'supported-elsewhere'],
  [14, 'person-stopped'],
  [6, 'unable-to-contact'],
  [5, 'moved-away'],
  [3, 'not-appropriate'],
  [2, 'service-ended'],
  [3, 'other'],
];
/** The others wait until nothing is open. */
const endsAll: readonly ClosingCode[] = ['person-stopped', 'moved-away', 'person-died'];

const byOrganisation = (by: Actor) => by.kind === 'organisation' || by.kind === 'clock';
/** What would come after the end does not come; but those asked to stop with it still say so. */
const cutAt = (story: Story, end: number): void => {
  const isAfter = (one: Happening) => one.at > end && one.does === 'command' && one.referral === story.referral;
  const isAnswer = (one: Happening) => one.does === 'command' && byOrganisation(one.by) && ['cancel-onward', 'force-cancellation'].includes(one.act.type);
  const asked = new Set(
    story.happenings.flatMap((one) => (one.does === 'command' && one.act.type === 'cancel-onward' && one.at <= end ? [one.act.onward] : [])),
  );
  const stays = (one: Happening) => !isAfter(one) || (isAnswer(one) && one.does === 'command' && 'onward' in one.act && asked.has(one.act.onward));
  story.happenings.splice(0, story.happenings.length, ...story.happenings.filter(stays));
};

export const close = (story: Story, at: number, code: ClosingCode, asked: readonly Asked[] = []): number => {
  cutAt(story, at);
  tell(story, at, story.owner, closing(code, words[code]));
  if (endsAll.includes(code)) for (const one of asked) stoppedWith(story, one, at);
  return at;
};

const lastOf = (asked: readonly Asked[], last: number): number | undefined =>
  asked.reduce<number | undefined>((until, { ends }) => (until === undefined || ends === undefined ? undefined : Math.max(until, ends)), last);
const reasonOf = (by: Chance) => by.weighted(reasons);
/** Undefined: it goes on. */
export const closed = (story: Story, talks: readonly number[], asked: readonly Asked[]): number | undefined => {
  const { by, person } = story;
  const last = talks.at(-1) ?? 0;
  if (person.turn === 'died') {
    const died = atWork(last + by.whole(2, 20) * day, by);
    cutAt(story, died);
    tell(story, died, story.gp, { type: 'record-death', died: true });
    return close(story, atWork(died + day, by), 'person-died');
  }
  const code = reasonOf(by);
  if (by.yes(0.07)) return undefined;
  const free = endsAll.includes(code) ? last : lastOf(asked, last);
  return free === undefined ? undefined : close(story, atWork(free + by.around(16, 0.7) * day, by), code, asked);
};
