/** What somebody is told who came second: what had happened, by whom and when. */
import type { Refusal } from '#referral/refusals';
import type { Commit, Event } from '#referral/types';
import { momentText } from '#web/frame/when';
import type { Member } from './around.ts';
import type { Request } from './request.ts';

type Happened = keyof Member['words']['answer']['happened'];
const happenedIn = (event: Event, onward: string, words: Member['words']): Happened | undefined => {
  const { happened } = words.answer;
  const is = (type: string): type is Happened => Object.hasOwn(happened, type);
  return 'onward' in event && event.onward === onward && is(event.type) ? event.type : undefined;
};
const last = ({ commits, onward }: Request, { words }: Member): { commit: Commit; what: Happened } | undefined => {
  const all = commits.flatMap((commit) => commit.events.flatMap((event) => ({ commit, what: happenedIn(event, onward.id, words) })));
  return all.flatMap(({ commit, what }) => (what ? [{ commit, what }] : [])).at(-1);
};

/** `request`: as it is now. */
export const alreadyText = (because: Refusal['because'], request: Request, member: Member): string => {
  const { already, happened } = member.words.answer;
  if (because === 'busy') return already.busy;
  const before = last(request, member);
  if (!before) return already.plain;
  const say = before.commit.audit.by.startsWith('organisation/') ? already.byYou : already.byThem;
  return say(happened[before.what], momentText(before.commit.at, member.at, member.words));
};
