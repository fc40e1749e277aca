/** A new telephone number, e-mail or address of somebody, on one page; saved by version, so that nobody overwrites what they have not seen. */

import { fhirAs } from '#web/frame/fhir';
import { troubleIn } from '#web/frame/fhir-told';
import { button, checkboxes, type Filled, formTo, hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { changeOf, patientWith, patientWithout } from '#web/intake/patient';
import { reachFields, reachIn } from '#web/intake/reach-fields';
import { did } from '#web/work/did';
import { looking, referralField, type Subject, saving, subjectOf, toMatters } from './subject.ts';

const waysOf = ({ known: { summary } }: Subject): string[] => [...summary.phones, ...summary.emails];
const backOf = ({ address, query, referral }: Subject): string => (referral ? `/app/work/referrals/${referral.id}` : `${address}${query}`);

const pageOf = (subject: Subject, form: Form, faults: Filled['faults'], { words, who }: Visit): Result => {
  const { reach } = words.intake;
  const { person, summary } = subject.known;
  const filled = { form, faults };
  const ways = waysOf(subject);
  const gone = ways.length > 0 && checkboxes({ name: 'gone', label: reach.gone, choices: ways.map((way) => ({ value: way, label: way })) }, filled);
  const fields = html`${referralField(subject)}${hidden('seen', text(form, 'seen') || String(person.versionId))}${gone}
<h2>${reach.isNew}</h2>${summary.address && html`<p>${reach.addressNow(summary.address)}</p>`}${reachFields(filled, words)}${button(words.frame.save)}`;
  return {
    title: `${reach.change}: ${subject.name}`,
    back: backOf(subject),
    faults,
    body: html`<p>${reach.tellPractice}</p>${formTo(`${subject.address}/reach`, who.csrf, fields)}`,
  };
};

/** Theirs is shown as it is now, and what was typed stays, to be saved over it. */
const lostPage = async (visit: Submitted): Promise<Result> => {
  const subject = await subjectOf(visit, visit.form);
  if (!subject || subject.masked) return { trouble: 'changed' };
  const form = new Map([...visit.form, ['seen', [String(subject.known.person.versionId)]]]);
  return { ...pageOf(subject, form, undefined, visit), status: 409, notice: html`<p>${visit.words.intake.reach.changed}</p>` };
};
const save = async (subject: Subject, visit: Submitted): Promise<Result> => {
  const { form, words, who, call, ports } = visit;
  const { person } = subject.known;
  const read = fieldReader(form, words);
  const [typed, gone] = [reachIn(read, visit), read.some('gone', waysOf(subject))];
  if (!read.isRight()) return pageOf(subject, form, read.faults(), visit);
  if (text(form, 'seen') !== String(person.versionId)) return lostPage(visit);
  const asked = changeOf(person, (known) => patientWith(patientWithout(known, gone), typed));
  const trouble = asked && troubleIn(await fhirAs(who.caller, call, ports.fhir, asked));
  if (trouble?.trouble === 'changed') return lostPage(visit);
  return trouble ?? { go: subject.referral ? `${backOf(subject)}?${did('saved')}` : toMatters(subject, 'about') };
};
export const reachPage: Page = {
  path: '/app/work/people/{person}/matters/reach',
  for: ['practitioner'],
  get: looking(async (subject, visit) => pageOf(subject, visit.kept ?? new Map(), undefined, visit)),
  post: saving(save),
};
