import { isShortId } from '#platform/ids';
import { contactsOf } from '#referral/contacts';
import { type Form, text } from '#web/frame/form';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';

/** The id that a form brings with it: sent twice, it is one contact. Another where there is none, or where that contact was undone. */
export const contactId = (form: Form | undefined, { commits }: Case, { ports }: Visit): string => {
  const given = text(form, 'contact');
  const isSpent = contactsOf(commits).some(({ contact, struck }) => contact.id === given && struck);
  return isShortId(given) && !isSpent ? given : ports.ids.short();
};
