/** The link in an e-mail to an organisation: it says which request, to the hub alone, and opens nothing by itself; the organisation's PIN does that. */
import { organisationId } from '#directory/ids';
import type { Instant } from '#platform/types';
import type { OnwardId } from '#referral/types';
import { keyRing, type RingDeps } from './key-ring.ts';
import { sealing } from './sealing.ts';
import type { OrganisationId } from './types.ts';

/** `onward`: the request, whose end is its end. `until`: to no request in particular, for so long. */
export type AnswerLink = { organisation: OrganisationId } & ({ onward: OnwardId } | { until: Instant });
export type AnswerLinks = {
  /** At most 200 characters of those that stand in an address as they are. */
  token(link: AnswerLink): Promise<string>;
  /** Undefined: not the hub's, or not whole. */
  read(token: string): Promise<AnswerLink | undefined>;
};

const context = 'answer-link';
const shape = /^[\w.-]{40,200}$/;
const onwardShape = /^[0-9a-z]{26}-[0-9a-z]{8}$/;
const instantShape = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/;

/** Of the key that signs for ever: an old request stays answerable by its own link. */
export const answerLinks = (deps: RingDeps): AnswerLinks => {
  const { seal, open } = sealing(keyRing({ name: 'link' }, deps), deps.ids);
  return {
    token: ({ organisation, ...link }) => seal(`${organisation} ${'onward' in link ? link.onward : link.until}`, context),
    read: async (token) => {
      const [named, about = ''] = shape.test(token) ? ((await open(token, context))?.split(' ') ?? []) : [];
      const organisation = organisationId.safeParse(named).data;
      if (organisation === undefined) return undefined;
      if (onwardShape.test(about)) return { organisation, onward: about as OnwardId };
      return instantShape.test(about) ? { organisation, until: about as Instant } : undefined;
    },
  };
};
export const answerAddress = (token: string, baseUrl: string): string => `${baseUrl}/answer/${token}`;
