/**
 * The thin body: what kind of help is asked, where, how urgent, until when to answer. No name, no number, no free text;
 * who may know more fetches it. The same commit renders to the same bytes at every attempt.
 */
import { createHash } from 'node:crypto';
import { messageResponse } from '#fhir/message/response';
import { base32 } from '#platform/ids';
import { routes } from '#platform/routes';
import type { Commit, Need, Onward, OnwardId, Referral } from '#referral/types';
import type { Letter, Notice } from './types.ts';

const generic = 'Support, see the hub';
const longestDisplay = 100;

/** A need without a code is the sender's own words, and those stay in the hub. */
const codedNeed = (need: Need) =>
  need.code
    ? { ...(need.system ? { system: need.system } : {}), code: need.code, display: need.display.replace(/\s+/g, ' ').slice(0, longestDisplay) }
    : { display: generic };

const addressOf = (route: string, baseUrl: string, values: Record<string, string>) =>
  baseUrl + route.slice(route.indexOf('/')).replace(/\{(\w+)\+?\}/g, (_, name: string) => (values[name] ?? '').split('/').map(encodeURIComponent).join('/'));

const forOrganisation = (onward: Onward, baseUrl: string) => {
  const values = { organisation: onward.organisation, task: onward.id };
  return {
    referral: onward.id,
    need: codedNeed(onward.need),
    urgency: onward.urgency,
    ...(onward.neededBy ? { neededBy: onward.neededBy } : {}),
    ...(onward.status === 'requested' ? { answerBy: onward.answerBy } : {}),
    status: onward.status,
    answerUrl: addressOf(routes.answer, baseUrl, values),
    fetchUrl: addressOf(routes.fetchReferral, baseUrl, values),
  };
};
const forPractice = (referral: Referral, onward: OnwardId | undefined, baseUrl: string) => ({
  referral: referral.id,
  ...(onward ? { onward } : {}),
  need: codedNeed(referral.need),
  urgency: referral.urgency,
  status: referral.status,
  fetchUrl: addressOf(routes.fhir, baseUrl, { proxy: `Task/${referral.id}` }),
});

/** `after`: the referral as the commit left it. */
export const renderNotice = (notice: Notice, commit: Commit, after: Referral, baseUrl: string): string => {
  const onward = after.onward.find((one) => one.id === notice.onward);
  const own = notice.to.kind === 'organisation' && onward ? forOrganisation(onward, baseUrl) : forPractice(after, notice.onward, baseUrl);
  const data = {
    area: after.area,
    ...(after.neededBy ? { neededBy: after.neededBy } : {}),
    ...own,
  };
  return JSON.stringify({ type: notice.type, timestamp: commit.at, data });
};

/** A practice that sent its referral as a message hears of it by messages. */
export const renderLetter = (notice: Notice, id: string, commit: Commit, after: Referral, baseUrl: string): Pick<Letter, 'body' | 'contentType'> => {
  if (notice.to.kind !== 'practice' || !after.message || after.status === 'draft') return { body: renderNotice(notice, commit, after, baseUrl) };
  const referral = { id: after.id, requestStatus: after.serviceRequest.status, taskStatus: after.status };
  const body = messageResponse({ to: after.message, name: id, at: commit.at, about: notice.type, referral, baseUrl });
  return { body: JSON.stringify(body), contentType: 'application/fhir+json' };
};

/**
 * The same at every attempt. `previous`, which no receiver can guess, keeps it from telling how many commits
 * (other parties' acts among them) the referral has.
 */
export const webhookId = (notice: Notice, n: number, commit: Commit): string =>
  `evt_${base32(createHash('sha256').update([notice.to.party, commit.referral, commit.rev, n, commit.previous].join('\n')).digest())}`;
