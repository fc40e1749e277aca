/** All that is counted of a person, from what the hub knows of them. Pure: the same life always gives the same. */

import { type Calendar, londonDate } from '#referral/working-days';
import { cohortTally, twoWayOf } from './cohort.ts';
import { closureByMonth, contactsByMonth } from './contacts.ts';
import { dimsOf } from './dims.ts';
import { type Episode, episodeOf } from './episode.ts';
import type { Life } from './life.ts';
import { type Gain, moneyParts } from './money.ts';
import { burdenByMonth, onwardTally } from './onward.ts';
import { goalsByMonth, measuredByMonth } from './outcomes.ts';
import { type Counted, type Dims, now, type Part } from './tally.ts';

const nowPart = (episode: Episode, dims: Dims): Part[] => {
  const { receivedOn, acceptedAt, ended } = episode;
  if (ended) return [];
  const spoken = twoWayOf(episode).at(-1)?.at;
  const last = spoken ?? acceptedAt;
  return [
    {
      month: now,
      dims,
      tally: {
        ...(spoken ? {} : { [`waitingSince@${receivedOn}`]: 1 }),
        ...(acceptedAt && last ? { open: 1, [`lastSeen@${londonDate(last)}`]: 1 } : {}),
      },
    },
  ];
};

/** All that were found in one referral or another. */
const needsFrom = (episodes: readonly Episode[]) => [...new Set(episodes.flatMap(({ needs }) => needs))];
const onwardParts = (episode: Episode, dims: Dims, closed: Calendar): Part[] =>
  episode.sentOn.flatMap((sent): Part[] => {
    const of = { ...dims, organisation: sent.facts.organisation };
    const own = { month: londonDate(sent.facts.sentAt).slice(0, 7), tally: onwardTally(sent, closed) };
    return [own, ...burdenByMonth(sent)].map((one) => ({ ...one, dims: of }));
  });

/** `dims` without the organisation: of a person it is, and not of what was sent. */
const gainsOf = (episode: Episode, dims: Dims): Gain[] =>
  episode.sentOn.flatMap(({ facts, reached }) => (reached ? [{ sentOn: londonDate(facts.sentAt), amounts: reached, dims }] : []));

/** `closed`: the days without work where the practice is. Undefined: nothing of the person counts. */
export const countedOf = (life: Life, closed: Calendar): Counted | undefined => {
  const episodes = [...life.referrals.values()].flatMap((commits) => episodeOf(commits) ?? []).sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  const last = episodes.at(-1);
  if (!last) return undefined;
  const taken = new Set<string>();
  const parts = episodes.flatMap((episode, n): Part[] => {
    const dims = dimsOf(life.told, episode);
    const month = episode.receivedOn.slice(0, 7);
    const { tally, first } = cohortTally(episodes, n, life, closed);
    const during = [...contactsByMonth(episode), ...closureByMonth(episode), ...measuredByMonth(episode, life.measured, taken)];
    return [
      { month, dims, tally },
      { month, dims: { 'need-simd': `${dims.need}/${dims.simd}` }, tally: { received: 1 }, alone: true },
      ...(first ? needsFrom(episodes.slice(n)).map((need): Part => ({ month, dims: { need }, tally: { [`having.${first}`]: 1 }, alone: true })) : []),
      ...during.map((one): Part => ({ ...one, dims })),
      ...onwardParts(episode, dims, closed),
      ...nowPart(episode, dims),
    ];
  });
  const dims = dimsOf(life.told, last);
  const money = moneyParts(episodes.flatMap((one) => gainsOf(one, dimsOf(life.told, one))));
  const { area, practice } = last.facts;
  return { area, practice, parts: [...parts, ...money, ...goalsByMonth(life.goals).map((one) => ({ ...one, dims }))] };
};
