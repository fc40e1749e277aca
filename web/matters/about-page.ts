/** How to reach a person and what helps, on one page; saved by version, so that nobody overwrites what they have not seen. */
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { aboutFields } from './about-fields.ts';
import { aboutIn, formOfAbout } from './about-form.ts';
import { aboutView, overdueFlag } from './about-view.ts';
import { keepAbout } from './keep-about.ts';
import { lostView } from './lost.ts';
import { aboutOf, looking, referralField, type Subject, saving, subjectOf, toMatters } from './subject.ts';

const addressOf = ({ address }: Subject): string => `${address}/about`;
/** The version that was seen when the form was filled in. */
const seenIn = ({ known }: Subject, form: Form | undefined): number => Number(text(form, 'seen') || (known.kept?.versionId ?? 0));

const pageOf = (subject: Subject, form: Form, faults: Filled['faults'], visit: Visit, lost?: Html): Result => {
  const { about: say } = visit.words.matters;
  const { known, masked } = subject;
  const fields = html`${referralField(subject)}${hidden('seen', String(seenIn(subject, form)))}${aboutFields({ form, faults }, visit)}
<div class="hub_row__acts">${button(visit.words.frame.save)}${button(say.more, 'secondary', 'do', 'more')}</div>`;
  return {
    title: `${say.title}: ${subject.name}`,
    back: `${subject.address}${subject.query}`,
    faults,
    ...(lost ? { status: 409 } : {}),
    body: html`${lost ?? (!masked && overdueFlag(known.about, visit))}<p class="hub_quiet">${say.readers}</p>${formTo(addressOf(subject), visit.who.csrf, fields)}`,
  };
};

/** Theirs beside what was typed, which can be saved over it then. */
const lostPage = async (visit: Submitted): Promise<Result> => {
  const subject = await subjectOf(visit, visit.form);
  const kept = subject?.known.kept;
  if (!subject || !kept || subject.masked) return { trouble: 'changed' };
  const lost = await lostView({ at: kept.lastUpdated, by: kept.by }, aboutView(aboutOf(subject), visit), visit);
  return pageOf(subject, new Map([...visit.form, ['seen', [String(kept.versionId)]]]), undefined, visit, lost);
};
const save = async (subject: Subject, visit: Submitted): Promise<Result> => {
  const { known, query } = subject;
  const read = aboutIn(visit, known.about);
  if ('faults' in read) return pageOf(subject, visit.form, read.faults, visit);
  const kept = await keepAbout(known, { about: read.about, includes: known.person.replaces ?? [] }, seenIn(subject, visit.form), visit);
  if (kept === 'changed') return lostPage(visit);
  if (kept === 'busy') return { trouble: 'busy' };
  return { go: text(visit.form, 'do') === 'more' ? `${addressOf(subject)}${query}#supporters` : toMatters(subject, 'about') };
};
export const aboutPage: Page = {
  path: '/app/work/people/{person}/matters/about',
  for: ['practitioner'],
  get: looking(async (subject, visit) => pageOf(subject, visit.kept ?? formOfAbout(aboutOf(subject)), undefined, visit)),
  post: saving(save),
};
