/** An organisation of the demo that has no system: its PIN, agreed with nobody, and a link as its e-mails have one. */
import { answerAddress, answerLinks } from '#identity/answer-link';
import { hubKeys } from '#identity/hub-keys';
import { pinStore } from '#identity/pin-store';
import type { OrganisationId } from '#identity/types';
import { later } from '#platform/time';
import { type LocalHub, localPlace } from './onboarding-place.ts';

export const shed = { id: 'broom-row' as OrganisationId, mail: 'hello@broom-row.invalid', pin: '493018' } as const;
const fortnight = 14 * 24 * 3_600_000;

/** Safe to repeat: a PIN that was changed since stays changed. */
export const agreeOnPin = async (hub: LocalHub): Promise<void> => {
  const { table, secrets, clock, ids, close } = localPlace(hub);
  try {
    const pins = pinStore({ table, keys: hubKeys({ table, secrets, clock, ids }), clock, ids });
    if (!(await pins.kept(shed.id))) await pins.set(shed.id, shed.pin, { by: 'demo' });
  } finally {
    close();
  }
};
/** To all that they were asked. */
export const linkOfShed = async (hub: LocalHub): Promise<string> => {
  const { table, secrets, clock, ids, close } = localPlace(hub);
  try {
    const token = await answerLinks({ table, secrets, clock, ids }).token({ organisation: shed.id, until: later(clock.now(), fortnight) });
    return answerAddress(token, hub.url);
  } finally {
    close();
  }
};
