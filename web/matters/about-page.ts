/** How to reach a person and what helps, on one page; saved by version, so that nobody overwrites what they have not seen. */
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { nameInCase } from '#web/work/row';
import { aboutFields } from './about-fields.ts';
import { aboutIn, formOfAbout } from './about-form.ts';
import { aboutView, overdueFlag } from './about-view.ts';
import { keepAbout } from './keep-about.ts';
import { lostView } from './lost.ts';
import { referralField, type Subject, subjectOf, toMatters } from './subject.ts';

const addressOf = ({ address }: Subject): string => `${address}/about`;
/** The version that was seen when the form was filled in. */
const seenIn = ({ known }: Subject, form: Form | undefined): number => Number(text(form, 'seen') || (known.kept?.versionId ?? 0));

const pageOf = (subject: Subject, filled: Filled, visit: Visit, lost?: Html): Result => {
  const { about: say } = visit.words.matters;
  const { known } = subject;
  const form = filled.form ?? formOfAbout(known.about);
  const fields = html`${referralField(subject)}${hidden('seen', String(seenIn(subject, filled.form)))}${aboutFields({ ...filled, form }, visit)}
${button(visit.words.frame.save)}${button(say.more, 'secondary', 'do', 'more')}`;
  return {
    title: `${say.title}: ${nameInCase(subject, visit)}`,
    back: `${subject.address}${subject.query}`,
    faults: filled.faults,
    ...(lost ? { status: 409 } : {}),
    body: html`${lost ?? overdueFlag(known.about, visit)}<p class="hub_quiet">${say.readers}</p>${formTo(addressOf(subject), visit.who.csrf, fields)}`,
  };
};

/** Theirs beside what was typed, which can be saved over it then. */
const lostPage = async (visit: Submitted): Promise<Result> => {
  const subject = await subjectOf(visit, visit.form);
  const kept = subject?.known.kept;
  if (!subject || !kept) return { trouble: 'changed' };
  const lost = await lostView({ at: kept.lastUpdated, by: kept.by }, aboutView(subject.known.about, visit), visit);
  return pageOf(subject, { form: new Map([...visit.form, ['seen', [String(kept.versionId)]]]) }, visit, lost);
};
const post = async (visit: Submitted): Promise<Result> => {
  const subject = await subjectOf(visit, visit.form);
  if (!subject) return { trouble: 'missing' };
  const { known, query } = subject;
  const read = aboutIn(visit, known.about);
  if ('faults' in read) return pageOf(subject, { form: visit.form, faults: read.faults }, visit);
  const kept = await keepAbout(known, { about: read.about, includes: known.person.replaces ?? [] }, seenIn(subject, visit.form), visit);
  if (kept === 'changed') return lostPage(visit);
  if (kept === 'busy') return { trouble: 'busy' };
  return { go: text(visit.form, 'do') === 'more' ? `${addressOf(subject)}${query}#supporters` : toMatters(subject, 'about') };
};
export const aboutPage: Page = {
  path: '/app/work/people/{person}/matters/about',
  for: ['practitioner'],
  get: async (visit) => {
    const subject = await subjectOf(visit, visit.kept);
    return subject ? pageOf(subject, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
