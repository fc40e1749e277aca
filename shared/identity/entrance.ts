/** How the people of organisations come in: links, PINs, texted codes, and who is in. */
import type { Texts } from '#platform/types';
import { type AnswerLinks, answerLinks } from './answer-link.ts';
import type { RingDeps } from './key-ring.ts';
import { type OrganisationSessions, organisationSessions } from './organisation-session.ts';
import { type PinDeps, type Pins, pinStore } from './pin-store.ts';
import { type TextedCodes, textedCodes } from './texted-code.ts';

export type Entrance = { links: AnswerLinks; pins: Pins; codes: TextedCodes; sessions: OrganisationSessions };

export const entranceOf = (deps: RingDeps & PinDeps & { texts: Texts | undefined }): Entrance => {
  const pins = pinStore(deps);
  return { links: answerLinks(deps), pins, codes: textedCodes({ ...deps, pins }), sessions: organisationSessions({ ...deps, pins }) };
};
