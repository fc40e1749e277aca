/** A letter to a person, to print: about an appointment, or that nobody could reach them. That it was printed is a contact. */
import { cannotWrite } from '#people/messages';
import { isUnderWay } from '#referral/edges';
import type { Contact } from '#referral/types';
import { button, formTo, hidden } from '#web/frame/fields';
import { oneOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { safeContactView } from '#web/people/person-view';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { did } from '#web/work/did';
import { contactId } from './contact-id.ts';
import { type Letter, type LetterKind, letterKinds, letterOf, lettersFor } from './letter-text.ts';

const sizes = ['usual', 'large'] as const;
type Size = (typeof sizes)[number];

const whyNot = ({ referral, known }: Case, { words }: Visit): string | undefined => {
  const died = referral.died === true || known?.summary.died === true;
  const has = known?.summary.address !== undefined && known.summary.name !== undefined;
  const why = cannotWrite('letter', { about: known?.about ?? {}, died, doNotContact: referral.doNotContact, known: has });
  return why && words.messages.cannot.letter[why];
};
const namesFor = async ({ referral }: Case, { ports }: Visit): Promise<{ practitioner: string; practice: string }> => {
  const { directory } = ports.fhir;
  const holder = 'practitioner' in referral ? referral.practitioner : undefined;
  const [practice, practitioner] = await Promise.all([directory.practice(referral.practice), holder && directory.practitioner(holder)]);
  return { practice: practice?.name ?? '', practitioner: practitioner?.name ?? '' };
};

const letterView = ({ to, date, dear, sentences, signed }: Letter, size: Size, { words }: Visit): Html =>
  html`<div class="hub_letter${size === 'large' && ' hub_large'}"><p>${to.map((line, n) => html`${n > 0 && html`<br>`}${line}`)}</p><p>${date}</p><p>${dear}</p>
${sentences.map((sentence) => html`<p>${sentence}</p>`)}<p>${words.messages.letter.yours}</p><p class="hub_sign">${signed.map((line, n) => html`${n > 0 && html`<br>`}${line}`)}</p></div>`;
const choicesOf = (at: string, kinds: readonly LetterKind[], now: { kind: LetterKind; size: Size }, { words }: Visit): Html => {
  const { letter } = words.messages;
  const link = (kind: LetterKind, size: Size, said: string, is: boolean) =>
    html`<li><a href="${at}?kind=${kind}&amp;print=${size}"${is && html` aria-current="true"`}>${said}</a></li>`;
  const nav = (label: string, links: readonly Html[]) => html`<nav class="hub_no-print" aria-label="${label}"><ul class="hub_filters">${links}</ul></nav>`;
  const which =
    kinds.length > 1 &&
    nav(
      letter.which,
      kinds.map((kind) => link(kind, now.size, letter.kinds[kind], kind === now.kind)),
    );
  return html`${which}${nav(
    letter.size,
    sizes.map((size) => link(now.kind, size, letter.sizes[size], size === now.size)),
  )}`;
};
/** What may make a letter in English useless. */
const notesOf = ({ known }: Case, { words }: Visit): Html[] => {
  const { letter } = words.messages;
  const { language, bsl, readingHelp } = known?.about.communication ?? {};
  const said = [language && letter.speaks(language), bsl && letter.bsl, readingHelp && letter.readingHelp];
  return said.flatMap((text) => (typeof text === 'string' && text !== '' ? [html`<p>${text}</p>`] : []));
};

const sizeOf = ({ known }: Case, { query }: Visit): Size =>
  sizes.find((size) => size === query.get('print')) ?? (known?.about.communication?.largePrint ? 'large' : 'usual');
const pageOf = async (found: Case, wanted: LetterKind | undefined, visit: Visit): Promise<Result> => {
  const { letter } = visit.words.messages;
  const to = `/app/work/referrals/${found.referral.id}`;
  const names = await namesFor(found, visit);
  const some = lettersFor(found, names.practice, visit);
  const written = some.find(({ kind }) => kind === wanted) ?? some[0];
  const why = whyNot(found, visit);
  if (why) return { title: letter.link, back: to, body: html`<p>${why}</p>` };
  if (!written) return { title: letter.link, back: to, body: html`<p>${letter.nothing}</p><p><a href="${to}/step">${letter.plan}</a></p>` };
  const now = { kind: written.kind, size: sizeOf(found, visit) };
  const printed = html`${hidden('kind', now.kind)}${hidden('contact', contactId(undefined, found, visit))}${button(letter.printed)}`;
  const kinds = some.map(({ kind }) => kind);
  const before = html`${found.known && safeContactView(found.known, visit)}${notesOf(found, visit)}${choicesOf(`${to}/letter`, kinds, now, visit)}`;
  const after = html`<p>${visit.words.frame.print} ${letter.how}</p>${formTo(`${to}/letter`, visit.who.csrf, printed)}`;
  const body = html`<div class="hub_no-print">${before}</div>${letterView(letterOf(written, found, names, visit), now.size, visit)}<div class="hub_no-print">${after}</div>`;
  return { title: letter.titles[now.kind], back: to, sheet: true, body };
};

const keep = async (found: Case, kind: LetterKind, visit: Visit): Promise<void> => {
  const names = await namesFor(found, visit);
  const written = lettersFor(found, names.practice, visit).find((one) => one.kind === kind);
  if (!visit.ports.outbox || !written) return;
  const { to, dear, sentences, signed } = letterOf(written, found, names, visit);
  await visit.ports.outbox.keep({ to: to.join(', '), text: [dear, ...sentences, visit.words.messages.letter.yours, ...signed].join('\n') });
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const kind = oneOf(visit.form, 'kind', letterKinds);
  if (!kind || whyNot(found, visit) || !text(visit.form, 'contact')) return pageOf(found, kind, visit);
  const id = contactId(visit.form, found, visit);
  const note = visit.words.messages.letter.logged[kind];
  const contact: Contact = { id, at: visit.at, mode: 'letter', outcome: 'sent', twoWay: false, help: [], note };
  const done = await act(visit, found.referral.id, { type: 'log-contact', contact });
  if (!done.ok && done.because !== 'duplicate') return refusedPage(done);
  if (done.ok) await keep(found, kind, visit);
  return { go: `/app/work/referrals/${found.referral.id}?${did('logged', { referral: found.referral.id, contact: id })}` };
};
export const letterPage: Page = {
  path: '/app/work/referrals/{referral}/letter',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    // Only while it is somebody's to do.
    if (!isUnderWay(found.referral.status)) return { trouble: 'notPossible' };
    return pageOf(
      found,
      letterKinds.find((kind) => kind === visit.query.get('kind')),
      visit,
    );
  },
  post,
};
