/** Writing up a contact: four clicks and a text. */
import { addDays, millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Contact, ContactOutcome, Help, Mode, NextStep } from '#referral/types';
import { atLondonTime } from '#referral/working-days';
import { button, checkbox, checkboxes, dayField, type Filled, formTo, hidden, longText, radios, select, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { safeContactView } from '#web/people/person-view';
import { act, contactId, newContact, refusedPage } from './act.ts';
import { type Case, caseOf } from './case-data.ts';
import { wordsOf } from './choices.ts';
import { did } from './did.ts';
import { nameInCase } from './row.ts';

const outcomes = ['attended', 'answered', 'no-answer', 'did-not-attend', 'cancelled-by-person', 'cancelled-by-us', 'sent'] as const satisfies ContactOutcome[];
const modes = [
  'practice',
  'home',
  'community',
  'telephone',
  'walk-and-talk',
  'video',
  'text',
  'accompanied',
  'group',
  'letter',
  'other',
] as const satisfies Mode[];
const helps = ['information', 'voucher', 'form', 'letter', 'call-together', 'accompanied', 'listening', 'other'] as const satisfies Help[];
const nexts = ['keep', 'week', 'two-weeks', 'month', 'plan', 'none'] as const;
const inDays = { week: 7, 'two-weeks': 14, month: 28 } as const;

/** What is written up has no more to wait for. */
const isDue = ({ referral }: Case, { today }: Visit): boolean => (referral.casework?.next?.day ?? '') <= today;

const fieldsOf = (found: Case, filled: Filled, visit: Visit): Html => {
  const { words } = visit;
  const { contact, page } = words.referral;
  const { casework } = words;
  const nextWords = { keep: contact.keepNext, ...contact.nextIn, none: contact.noNext };
  return html`${radios({ name: 'outcome', label: contact.outcome, choices: wordsOf(outcomes, casework.outcomes) }, filled)}
${select({ name: 'mode', label: contact.mode, choices: wordsOf(modes, casework.modes) }, filled)}
${checkbox({ name: 'two-way', label: contact.twoWay }, filled)}
${longText({ name: 'note', label: contact.note, hint: page.readers, most: 4000, rows: 5 }, filled)}
${checkboxes({ name: 'help', label: contact.help, choices: wordsOf(helps, casework.help), inline: true }, filled)}
${textField({ name: 'minutes', label: contact.minutes, width: 4, most: 3, numeric: true }, filled)}
<details class="ds_details"${(filled.faults?.day ?? filled.faults?.time) && html` open`}><summary class="ds_details__summary">${contact.when}</summary><div class="ds_details__text"><p>${contact.whenToday}</p>
${dayField({ name: 'day', label: contact.day }, filled, words)}${textField({ name: 'time', label: contact.time, width: 5, most: 5 }, filled)}</div></details>
${radios({ name: 'next', label: contact.next, choices: wordsOf(isDue(found, visit) ? nexts.slice(1) : nexts, nextWords) }, filled)}${button(contact.save)}`;
};
/** As the next step says it; what was typed goes before. */
const startingWith = (found: Case, visit: Visit): Filled => {
  const mode = found.referral.casework?.next?.mode ?? 'telephone';
  return { form: formOf({ mode, 'two-way': 'yes', next: isDue(found, visit) ? 'week' : 'keep' }) };
};
/** The same contact, where the page is shown again. */
const again = ({ form }: Filled, visit: Visit): Html => (text(form, 'contact') === '' ? newContact(visit) : hidden('contact', text(form, 'contact')));
const pageOf = (found: Case, filled: Filled, visit: Visit): Result => ({
  title: `${visit.words.referral.contact.title}: ${nameInCase(found, visit)}`,
  back: `/app/work/referrals/${found.referral.id}`,
  faults: filled.faults,
  body: html`${found.known && safeContactView(found.known, visit)}${formTo(`/app/work/referrals/${found.referral.id}/contact`, visit.who.csrf, html`${again(filled, visit)}${fieldsOf(found, filled, visit)}`)}`,
});

const nextOf = (choice: (typeof nexts)[number], found: Case, visit: Visit): NextStep | null | undefined => {
  if (choice === 'none') return null;
  if (choice === 'keep' || choice === 'plan') return isDue(found, visit) ? null : undefined;
  return {
    kind: 'call',
    day: addDays(visit.today, inDays[choice]),
    mode: 'telephone',
    ...(found.referral.casework?.next?.interpreter ? { interpreter: true as const } : {}),
  };
};
/** When it was: now, or what was typed; a day without a time is noon. */
const atOf = (read: ReturnType<typeof fieldReader>, { at, today }: Visit): Instant => {
  const [day, time] = [read.day('day'), read.time('time')];
  if (!day && !time) return at;
  const said = atLondonTime(day ?? today, time ?? '12:00');
  return day === undefined && millisecondsOf(said) > millisecondsOf(at) ? at : said;
};

const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const [outcome, mode, choice] = [read.chosen('outcome', outcomes), read.chosen('mode', modes), read.choice('next', nexts) ?? 'keep'];
  const [note, minutes, at] = [read.text('note', 4000), read.whole('minutes', 0, 600), atOf(read, visit)];
  const mended = () => pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  if (!outcome || !mode || !read.isRight()) return mended();
  const met = outcome === 'attended' || outcome === 'answered';
  const contact: Contact = {
    ...{ id: contactId(visit), at, mode, outcome, twoWay: met && read.choice('two-way', ['yes']) === 'yes', help: read.some('help', helps) },
    ...(minutes === undefined ? {} : { minutes }),
    ...(note === '' ? {} : { note }),
  };
  const next = nextOf(choice, found, visit);
  const done = await act(visit, found.referral.id, { type: 'log-contact', contact, ...(next === undefined ? {} : { next }) });
  if (!done.ok && done.because === 'wrong-time') {
    read.wrong('day', visit.words.referral.contact.tooEarly);
    return mended();
  }
  if (!done.ok && done.because !== 'duplicate') return refusedPage(done);
  const to = `/app/work/referrals/${found.referral.id}`;
  return { go: choice === 'plan' ? `${to}/step` : `${to}?${did('logged', { referral: found.referral.id, contact: contact.id })}` };
};
export const contactPage: Page = {
  path: '/app/work/referrals/{referral}/contact',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    return found ? pageOf(found, visit.kept ? { form: visit.kept } : startingWith(found, visit), visit) : { trouble: 'missing' };
  },
  post,
};
