/** What a lane has to deliver, read from the commits alone. */
import type { Commit, Referral } from '#referral/types';
import { noticesFor } from './notices.ts';
import type { DeliveryPorts } from './ports.ts';
import { renderLetter, webhookId } from './render.ts';
import type { Letter, Notice, Recipient } from './types.ts';

type Told = { commit: Commit; after: Referral; notices: Notice[] };

/** Every commit with the referral as it left it and whom it concerns. */
export const tellingOf = (commits: readonly Commit[], applyCommit: DeliveryPorts['applyCommit']): Told[] => {
  let after: Referral | undefined;
  return commits.map((commit) => {
    after = applyCommit(after, commit);
    return { commit, after, notices: noticesFor(commit, after) };
  });
};

/** `done`, `part`: what was delivered, as the lane says. */
export const lettersOf = (story: readonly Told[], { party, done, part }: { party: string; done: number; part: number }, baseUrl: string): Letter[] => {
  const letters = story
    .filter(({ commit }) => commit.rev > done)
    .flatMap(({ commit, after, notices }) => {
      const mine = notices.filter((notice) => notice.to.party === party);
      return mine.map((notice, n): Letter => {
        const id = webhookId(notice, n, commit);
        return { rev: commit.rev, notice, id, ...renderLetter(notice, id, commit, after, baseUrl), last: n === mine.length - 1 };
      });
    });
  return letters.slice(part);
};

export const recipientOf = (referral: Referral, party: string): Recipient => ({ kind: party === referral.practice ? 'practice' : 'organisation', party });
