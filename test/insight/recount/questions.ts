/** Each question, answered in one pass over everything that happened. */
import { type Answer, count, mix, money, per, ratio, share, standing, sum, time } from './answer.ts';
import { type Asked, type Counted, closed, contacts, peopleReferred, received, referrals, sentOn } from './asked.ts';
import { balancing } from './balancing.ts';
import { daysBetween, londonDay, plusDays, workingDaysBetween } from './days.ts';
import type { Referral } from './happened.ts';
import { outcomes } from './outcomes.ts';
import type { Onward } from './sent-on.ts';

const spoken = ({ contacts: all }: Referral) => all.filter(({ twoWay }) => twoWay);
const attempts = ({ contacts: all }: Referral) => all.filter(({ outcome }) => !outcome.startsWith('cancelled-by-'));
/** Days from the day it came, of those that have such a day. */
const since = (all: readonly Referral[], dayOf: (referral: Referral) => string | undefined, days = daysBetween): number[] =>
  all.flatMap((referral) => {
    const day = dayOf(referral);
    return day === undefined ? [] : [days(referral.came, day)];
  });
const firstSpoken = (referral: Referral) => spoken(referral)[0]?.day;
const waits = (asked: Asked, values: (all: readonly Referral[]) => number[], limit?: number): Answer => {
  const all = received(asked);
  const without = all.filter((referral) => spoken(referral).length === 0);
  return time(values(all), without.filter((one) => !one.closed).length, without.filter((one) => one.closed).length, limit);
};
const triesOf = (referral: Referral): number[] => {
  const [first] = spoken(referral);
  return first ? [attempts(referral).filter(({ at }) => at <= first.at).length] : [];
};
const open = (asked: Asked) => referrals(asked).filter((referral) => !referral.closed);
const notReached = (referral: Referral) => {
  const tries = attempts(referral);
  return referral.closed?.reason === 'unable-to-contact' && tries.length >= 3 && new Set(tries.map(({ day }) => day)).size >= 2 && !firstSpoken(referral);
};
const isAgain = (referral: Referral): boolean =>
  referral.person.referrals.some((one) => one.closed && one.closed.at < referral.cameAt && daysBetween(one.came, referral.came) <= 365);

const conversations = ({ since: own }: Counted) => own.flatMap(spoken).length;
const followed = (asked: Asked, enough: number): Answer => {
  const all = peopleReferred(asked);
  const old = all.filter(({ first }) => first.came <= plusDays(asked.today, -60));
  return share(old.filter((one) => conversations(one) >= enough).length, old.length, all.length - old.length);
};
const engaged = (asked: Asked) => peopleReferred(asked).filter((one) => conversations(one) > 0);
const goalsSince = ({ person, first }: Counted) => person.goals.filter(({ setOn }) => setOn >= first.came).length;
const hasGoal = (one: Counted) => goalsSince(one) > 0;

const of = (asked: Asked, ...answers: string[]) => sentOn(asked).filter(({ answer }) => answer && answers.includes(answer.is));
/** An hour that has begun is a whole one. */
const hours = ({ sentAt, answer }: Onward) => Math.max(1, Math.ceil((Date.parse(answer?.at ?? '') - Date.parse(sentAt)) / 3_600_000));
const isInTime = ({ sent, answer }: Onward, holidays: readonly string[]) =>
  answer !== undefined && workingDaysBetween(sent, londonDay(answer.at), holidays) <= 10;
const complete = (asked: Asked, isKnown: (referral: Referral) => boolean) => share(received(asked).filter(isKnown).length, received(asked).length);
/** Pounds of each person who gained any by what was sent on in the period. */
const pounds = (asked: Asked, what: 'yearly' | 'oneOff' | 'debt') => {
  const gained = new Map<string, number>();
  for (const { person, onward: sent } of referrals(asked))
    for (const one of sent) if (one[what] > 0 && asked.period(one.sent)) gained.set(person.id, (gained.get(person.id) ?? 0) + one[what]);
  return money([...gained.values()]);
};

const mergedIn = (asked: Asked): number =>
  sum(
    received(asked).flatMap((referral) => {
      const ofYear = referral.person.referrals.find(({ came }) => came.slice(0, 4) === referral.came.slice(0, 4));
      return ofYear === referral ? [referral.person.merged] : [];
    }),
  );

type Question = (asked: Asked) => Answer;
const coming: Readonly<Record<string, Question>> = {
  received: (asked) => count(received(asked).length),
  sources: (asked) => mix(received(asked).map(({ source }) => source)),
  people: (asked) => count(peopleReferred(asked).length),
  again: (asked) => complete(asked, isAgain),
  perThousand: (asked) => per(received(asked).length, asked.entered, 'list-size', 1000),
  firstContact: (asked) => waits(asked, (all) => since(all, firstSpoken)),
  firstContactWorking: (asked) => waits(asked, (all) => since(all, firstSpoken, (from, to) => workingDaysBetween(from, to, asked.holidays)), 10),
  firstAttempt: (asked) => time(since(received(asked), (referral) => attempts(referral)[0]?.day)),
  assessment: (asked) => time(since(received(asked), ({ assessed }) => assessed)),
  waiting: (asked) =>
    standing(
      open(asked).flatMap((one) => (firstSpoken(one) ? [] : [daysBetween(one.came, asked.today)])),
      28,
    ),
  tries: (asked) => waits(asked, (all) => all.flatMap(triesOf)),
  notReached: (asked) => share(closed(asked).filter(notReached).length, closed(asked).length),
  merged: (asked) => count(mergedIn(asked)),
  hasNumber: (asked) => complete(asked, ({ person }) => person.numbered),
  hasBirthDate: (asked) => complete(asked, ({ person }) => person.born?.length === 10),
  hasSex: (asked) => complete(asked, ({ person }) => person.sex !== 'not-known'),
  hasFifth: (asked) => complete(asked, ({ person }) => person.fifth !== 'not-known'),
  hasEthnicity: (asked) => complete(asked, ({ person }) => person.ethnicity !== 'not-known'),
  hasNeed: (asked) => complete(asked, ({ primary }) => primary !== 'not-known'),
};
const working: Readonly<Record<string, Question>> = {
  engagement: (asked) => followed(asked, 1),
  sustained: (asked) => followed(asked, 3),
  missed: (asked) => {
    const kept = contacts(asked).filter(({ outcome }) => outcome === 'attended').length;
    const missed = contacts(asked).filter(({ outcome }) => outcome === 'did-not-attend').length;
    return share(missed, kept + missed);
  },
  contacts: (asked) => count(contacts(asked).filter(({ twoWay }) => twoWay).length),
  modes: (asked) => mix(contacts(asked).flatMap(({ twoWay, mode }) => (twoWay ? [mode] : []))),
  contactsPerClosed: (asked) => time(closed(asked).map((referral) => spoken(referral).length)),
  duration: (asked) =>
    time(
      closed(asked).flatMap((referral) => {
        const first = firstSpoken(referral);
        return first && referral.closed ? [daysBetween(first, referral.closed.day)] : [];
      }),
    ),
  caseload: (asked) => per(open(asked).filter(({ accepted }) => accepted).length, asked.entered, 'wte', 1),
  quiet: (asked) =>
    standing(
      open(asked).flatMap((one) => (one.accepted ? [daysBetween(spoken(one).at(-1)?.day ?? one.accepted, asked.today)] : [])),
      60,
    ),
  closures: (asked) => mix(closed(asked).map((one) => one.closed?.reason ?? '')),
  practiceTold: (asked) => share(closed(asked).filter((one) => one.closed?.told).length, closed(asked).length),
  minutes: (asked) => ratio(sum(contacts(asked).map((one) => one.minutes ?? 0)), closed(asked).length),
  primaryNeeds: (asked) => mix(received(asked).map(({ primary }) => primary)),
  needsOfPeople: (asked) =>
    mix(
      peopleReferred(asked).flatMap(({ since: own }) => [...new Set(own.flatMap(({ needs }) => needs))]),
      peopleReferred(asked).length,
    ),
  planned: (asked) => share(engaged(asked).filter(hasGoal).length, engaged(asked).length),
  goalsEach: (asked) => {
    const set = engaged(asked).map(goalsSince);
    return ratio(sum(set), set.filter((goals) => goals > 0).length);
  },
  goalsEnded: (asked) =>
    mix(
      asked.people.flatMap(({ goals, referrals: own }) =>
        own.some(({ practice }) => asked.practice === undefined || practice === asked.practice)
          ? goals.flatMap(({ how, endedOn }) => (how && endedOn && asked.period(endedOn) ? [how] : []))
          : [],
      ),
    ),
};
const onward: Readonly<Record<string, Question>> = {
  onward: (asked) => share(engaged(asked).filter(({ since: own }) => own.some((one) => one.onward.length > 0)).length, engaged(asked).length),
  sent: (asked) => count(sentOn(asked).length),
  acceptance: (asked) => share(of(asked, 'yes').length, of(asked, 'yes', 'no').length),
  acceptedOfSent: (asked) => share(of(asked, 'yes').length, sentOn(asked).length),
  response: (asked) => {
    const without = sentOn(asked).filter(({ answer, cancelled }) => answer?.is === 'already' || (!answer && cancelled));
    return time(of(asked, 'yes', 'no').map(hours), sentOn(asked).filter((one) => one.open).length, without.length);
  },
  responseDays: (asked) => {
    const without = sentOn(asked).filter(({ answer, cancelled }) => answer?.is === 'already' || (!answer && cancelled));
    const days = of(asked, 'yes', 'no').map((one) => workingDaysBetween(one.sent, londonDay(one.answer?.at ?? ''), asked.holidays));
    return time(days, sentOn(asked).filter((one) => one.open).length, without.length, 10);
  },
  inTime: (asked) => share(of(asked, 'yes', 'no').filter((one) => isInTime(one, asked.holidays)).length, of(asked, 'yes', 'no').length),
  unanswered: (asked) => {
    const old = sentOn(asked).filter(({ sent }) => workingDaysBetween(sent, asked.today, asked.holidays) >= 10);
    return share(old.filter((one) => one.open).length, old.length, sentOn(asked).length - old.length);
  },
  declines: (asked) => mix(of(asked, 'no').map(({ answer }) => answer?.reason ?? '')),
  uptake: (asked) => share(sentOn(asked).filter(({ came }) => came).length, of(asked, 'yes').length),
  uptakeOfSuggested: (asked) => share(sentOn(asked).filter(({ came }) => came).length, sentOn(asked).length),
  loopsClosed: (asked) => share(sentOn(asked).filter(({ loopClosed }) => loopClosed).length, sentOn(asked).length),
  yearly: (asked) => pounds(asked, 'yearly'),
  oneOff: (asked) => pounds(asked, 'oneOff'),
  debt: (asked) => pounds(asked, 'debt'),
};
export const questions: Readonly<Record<string, Question>> = { ...coming, ...working, ...onward, ...outcomes, ...balancing };
