/** The one page on which somebody is added, and what was typed into it. */
import type { PracticeId } from '#identity/types';
import { readPersonId } from '#people/person-store';
import type { Permission } from '#people/types';
import type { LocalDate } from '#platform/types';
import { type NeedCode, needCodes } from '#referral/needs';
import type { Mode, PersonId, Referral } from '#referral/types';
import { button, checkboxes, dayField, type Filled, formTo, hidden, longText, radios, select } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import type { Alike } from './alike.ts';
import { alikeText, nameOfPerson } from './alike-view.ts';
import { formNumber, needChoices } from './form-parts.ts';
import type { TypedPerson } from './patient.ts';
import { whoFields, whoIn } from './person-fields.ts';
import { reachFields, reachIn } from './reach-fields.ts';

export const addPath = '/app/work/add';
const ways = ['themselves', 'colleague', 'organisation', 'family', 'other'] as const;
const permissions = ['refer', 'share'] as const satisfies Permission[];
const modes = ['telephone', 'practice', 'home', 'community', 'walk-and-talk', 'video', 'text', 'letter'] as const satisfies Mode[];
export const somebodyElse = 'else';

/** `open`: what is open of each already. */
export type Known = Alike & { open: readonly Referral[] };
export type Around = { practices: readonly { id: PracticeId; name: string }[]; known: readonly Known[] };

const choiceText = ({ person, how }: Known, { words }: Visit) => ({
  value: person.id,
  label: words.intake.same.this(alikeText(person, words)),
  hint: words.intake.same.how[how],
});
const openLinks = ({ person, open }: Known, { words }: Visit): Html[] =>
  open.map(({ id }) => html`<p><a href="/app/work/referrals/${id}">${words.intake.same.open(nameOfPerson(person, words))}</a></p>`);
const sameView = ({ known }: Around, filled: Filled, visit: Visit): Html | undefined => {
  const { same } = visit.words.intake;
  if (known.length === 0) return undefined;
  const choices = [...known.map((one) => choiceText(one, visit)), { value: somebodyElse, label: same.somebodyElse }];
  return html`<div class="hub_card">${radios({ name: 'same', label: same.label, hint: same.hint, choices }, filled)}${known.map((one) => openLinks(one, visit))}</div>`;
};
const stepFields = (filled: Filled, { words }: Visit): Html => {
  const { add } = words.intake;
  return html`<h2>${add.step}</h2>${dayField({ name: 'step', label: add.day }, filled, words)}${select({ name: 'mode', label: add.mode, choices: wordsOf(modes, words.casework.modes) }, filled)}`;
};
export const addFields = (filled: Filled, around: Around, visit: Visit): Html => {
  const { words, who, ports } = visit;
  const { add, about } = words.intake;
  const practices = around.practices.map(({ id, name }) => ({ value: id, label: name }));
  const fields = html`${hidden('form', formNumber(filled.form, ports))}${sameView(around, filled, visit)}
${practices.length > 1 && radios({ name: 'practice', label: add.practice, choices: practices }, filled)}${whoFields(filled, words, words.intake.who.bornUnknown)}<h2>${words.intake.reach.legend}</h2>${reachFields(filled, words)}
<h2>${about.legend}</h2>${radios({ name: 'way', label: add.how, choices: wordsOf(ways, add.ways) }, filled)}${select({ name: 'need', label: about.need, choices: needChoices(words) }, filled)}${longText({ name: 'words', label: about.words }, filled)}
${checkboxes({ name: 'agreed', label: add.consent, hint: add.agreedHint, choices: wordsOf(permissions, add.agreed) }, filled)}${stepFields(filled, visit)}${button(add.button)}`;
  return formTo(addPath, who.csrf, fields);
};

export type Added = {
  practice: PracticeId;
  person: TypedPerson;
  way: (typeof ways)[number];
  need: NeedCode;
  words: string;
  agreed: Permission[];
  step: { day: LocalDate; mode: Mode };
};
type Read = ReturnType<typeof fieldReader>;
const personIn = (read: Read, visit: Submitted): TypedPerson => {
  const who = whoIn(read, visit.today, visit.words);
  return { ...who, ...reachIn(read, visit) };
};
/** Undefined: something is wrong, and noted in `read`. */
export const addedIn = (read: Read, { practices }: Pick<Around, 'practices'>, visit: Submitted): Added | undefined => {
  const ids = practices.map(({ id }) => id);
  const practice = ids.length > 1 ? read.chosen('practice', ids) : ids[0];
  const person = personIn(read, visit);
  const [way, need, words] = [read.chosen('way', ways), read.chosen('need', needCodes), read.text('words', 4000)];
  const [agreed, day, mode] = [read.some('agreed', permissions), read.neededDay('step'), read.chosen('mode', modes)];
  if (day && day < visit.today) read.wrong('step', visit.words.frame.faults.dayPast);
  if (!practice || !way || !need || !day || !mode || !read.isRight()) return undefined;
  return { practice, person, way, need, words, agreed, step: { day, mode } };
};
/** Who it is of those whom she may mean; undefined where there is nobody like them. */
export type Chosen = PersonId | typeof somebodyElse | undefined;
export const chosenIn = (read: Read, { known }: Around, { words }: Submitted): Chosen => {
  if (known.length === 0) return undefined;
  const all = [...known.map(({ person }) => person.id), somebodyElse] as const;
  const chosen = read.choice<PersonId | typeof somebodyElse>('same', all) ?? read.wrong('same', words.intake.same.fault);
  if (chosen === somebodyElse && known.some(({ how }) => how === 'number')) read.wrong('number', words.intake.same.numberTaken);
  return chosen;
};
/** In a form that was sent already. */
export const chosenBefore = ({ form }: Submitted): Chosen => (text(form, 'same') === somebodyElse ? somebodyElse : readPersonId(text(form, 'same')));
