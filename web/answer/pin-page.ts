/** A manager sets the PIN of an organisation of her areas, as it was agreed by telephone; or another one, where it got about. */
import { directoryStore } from '#directory/directory-store';
import { organisationId } from '#directory/ids';
import type { Organisation } from '#directory/types';
import { type PinKept, type Pins, pinFault, pinTyped } from '#identity/pin-store';
import { textNumbers } from '#people/messages';
import type { Ids } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { button, type Filled, formTo, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay } from '#web/set-up/parts';
import { areasOf } from '#web/set-up/territory';

const addressOf = ({ id }: Organisation): string => `/app/manage/organisations/${id}/pin`;
type Found = { one: Organisation; pins: Pins };
/** Read past what an instance remembers. Undefined too in a function that has no PINs. */
const foundIn = async (visit: Visit): Promise<Found | undefined> => {
  const named = organisationId.safeParse(visit.params.organisation).data;
  const found = named && (await directoryStore(visit.ports.access).organisation(named));
  const pins = visit.ports.entrance?.pins;
  return pins && found && areasOf(visit).includes(found.area) ? { one: found, pins } : undefined;
};
/** One that is not guessed first. */
const suggested = (ids: Ids): string => {
  const pin = String(Buffer.from(ids.bytes(6)).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  return pinFault(pin) ? suggested(ids) : pin;
};
const standing = (kept: PinKept | undefined, visit: Visit): string =>
  kept ? visit.words.answer.pin.isSet(fullDay(londonDate(kept.setAt), visit)) : visit.words.answer.pin.notSet;

const view = async ({ one, pins }: Found, filled: Filled, visit: Visit): Promise<Result> => {
  const { pin } = visit.words.answer;
  const kept = await pins.kept(one.id);
  const own: Filled = filled.form ? filled : { form: formOf({ mobile: kept?.mobile }) };
  const fields = html`${textField({ name: 'pin', label: pin.pin, hint: pin.hint(suggested(visit.ports.ids)), most: 20, width: 10, numeric: true }, own)}
${textField({ name: 'mobile', label: pin.mobile, hint: pin.mobileHint, most: 20, width: 20, type: 'tel' }, own)}${button(pin.save)}`;
  return {
    title: pin.title(one.name),
    back: '/app/manage',
    faults: filled.faults,
    ...(visit.query.get('did') === 'saved' ? { notice: html`<p>${pin.saved}</p>` } : {}),
    body: html`<p>${pin.lead}</p><p>${one.mail ? pin.mail(one.mail) : pin.noMail}</p><p>${standing(kept, visit)} ${kept && pin.resets}</p>${formTo(addressOf(one), visit.who.csrf, fields)}`,
  };
};
const mobileIn = ({ form, words }: Submitted, read: ReturnType<typeof fieldReader>): string | undefined => {
  const typed = text(form, 'mobile');
  const [number] = typed === '' ? [] : textNumbers([typed]);
  if (typed !== '' && number === undefined) read.wrong('mobile', words.answer.pin.number);
  return number;
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await foundIn(visit);
  if (!found) return { trouble: 'missing' };
  const { form, words, who } = visit;
  const read = fieldReader(form, words);
  const typed = pinTyped(text(form, 'pin'));
  const fault = pinFault(typed);
  if (fault) read.wrong('pin', words.answer.pin[fault]);
  const mobile = mobileIn(visit, read);
  // A PIN is not shown again, not even to who typed it.
  if (!read.isRight()) return view(found, { form: formOf({ mobile: text(form, 'mobile') }), faults: read.faults() }, visit);
  await found.pins.set(found.one.id, typed, { by: `user:${who.user.id}`, mobile });
  return { go: `${addressOf(found.one)}?did=saved` };
};
export const pinPage: Page = {
  path: '/app/manage/organisations/{organisation}/pin',
  for: ['manager'],
  get: async (visit) => {
    const found = await foundIn(visit);
    return found ? view(found, {}, visit) : { trouble: 'missing' };
  },
  post,
};
