import type { Noun, Phrases, WaitWords } from '#insight/sentence-phrases';

const people: Noun = { one: 'person', many: 'people' };
const still: WaitWords['still'] = { one: 'still waits', many: 'still wait', none: 'nobody waits any more' };

/** Sentences that say what a figure comes to, as somebody would write them into a report. */
export const figures = {
  people,
  referrals: { one: 'referral', many: 'referrals' } satisfies Noun,
  listed: { one: 'person on the list', many: 'people on the list' } satisfies Noun,
  waits: {
    conversation: {
      of: { one: 'referral', many: 'referrals' },
      event: 'led to a first conversation',
      unit: { one: 'working day', many: 'working days', none: 'on the same day' },
      still,
    },
    answer: {
      of: { one: 'referral to an organisation', many: 'referrals to organisations' },
      event: 'had an answer',
      unit: { one: 'working day', many: 'working days', none: 'on the same day' },
      still: { one: 'has none yet', many: 'have none yet', none: 'none is without one' },
    },
  } satisfies Record<string, WaitWords>,
  say: {
    none: (who, event) => `No ${who} ${event} in this time`,
    howManyHidden: (who, event) => `How many ${who} ${event} is confidential (c), since the number is small or would tell a small one`,
    halfOf: (who, event, within) => `Half of ${who} ${event} ${within}`,
    oneWait: (who, event, within) => `${who} ${event} ${within}`,
    within: (time) => `within ${time}`,
    oneInTen: (time) => `1 in 10 waited ${time} or more`,
    waitHidden: (who, event) => `${who} ${event}; how long they waited is confidential (c), since they are few`,
    stillHidden: 'how many still wait is confidential (c)',
    share: (part, whole, event, shares) => `${part} of ${whole} ${event} (${shares})`,
    shareHidden: (whole, event) => `How many of ${whole} ${event} is confidential (c), since the number is small or would tell a small one`,
    fewForShare: 'too few for a percentage',
    percent: (share) => `${share}%`,
    interval: (low, high) => `95% interval ${low} to ${high}`,
    rate: (rate, count, per, size) => `${rate} for every ${per} people (${count}, ${size})`,
    rateHidden: (what) => `The rate of ${what} is confidential (c), since the number is small or would tell a small one`,
    sizeMissing: (who) => `No rate can be worked out: the number of ${who} is missing`,
    gap: {
      higher: ({ one, other, share, otherShare, event, points, interval, n, otherN }) =>
        `${share} of ${one} ${event}, and ${otherShare} of ${other}: ${points} points higher (${interval}; n ${n} and ${otherN})`,
      lower: ({ one, other, share, otherShare, event, points, interval, n, otherN }) =>
        `${share} of ${one} ${event}, and ${otherShare} of ${other}: ${points} points lower (${interval}; n ${n} and ${otherN})`,
      same: ({ one, other, share, event, interval, n, otherN }) => `${share} of ${one} ${event}, and as many of ${other} (${interval}; n ${n} and ${otherN})`,
    },
    gapHidden: (one, other) => `The gap between ${one} and ${other} cannot be shown: one of the two is hidden, or of too few`,
    change: {
      up: ({ asked, paired, what, by, interval }) => `${paired} of ${asked} answered twice; ${what} went up by ${by} on average${interval}`,
      down: ({ asked, paired, what, by, interval }) => `${paired} of ${asked} answered twice; ${what} went down by ${by} on average${interval}`,
      same: ({ asked, paired, what, interval }) => `${paired} of ${asked} answered twice; on average ${what} stayed as it was${interval}`,
    },
    changeNone: (asked) => `None of ${asked} answered twice: there is no change to tell`,
    changeHidden: (what) => `The change in ${what} cannot be shown: too few answered twice`,
    noVerdict: 'This does not say why.',
    mayBeNone: 'There may be no difference at all.',
  } satisfies Phrases,
} as const;
