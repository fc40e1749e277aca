/** What somebody tells of their own way, in their own words, and whether it may be quoted. */
import { recordsOf } from '#people/merging';
import { quotings, type Story } from '#people/story';
import { storyStore } from '#people/story-store';
import { nameOf } from '#referral/carry-out';
import { button, type Filled, formTo, hidden, longText, radios } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { momentText } from '#web/frame/when';
import { namesOfRecorders } from '#web/people/person-names';
import { backOf, type PersonCase, personCase, personPath } from '#web/people/person-page';
import { wordsOf } from '#web/work/choices';
import { nameInCase } from '#web/work/row';

const longest = 4000;
type StoryCase = { found: PersonCase; story: Story | undefined; others: readonly Story[]; names: ReadonlyMap<string, string> };

/** Of a person who is several records, the one that stands for them is written on. */
const storyCase = async (visit: Visit): Promise<StoryCase | undefined> => {
  const found = await personCase(visit);
  if (!found) return undefined;
  const [story, ...others] = await storyStore(visit.ports.fhir.referrals).loadAll(recordsOf(found.known.person));
  const names = await namesOfRecorders(story ? [story.by] : [], visit);
  return { found, story, others: others.flatMap((one) => (one?.text ? [one] : [])), names };
};

const formWith = (story: Story | undefined): Form => formOf({ story: story?.text, quoting: story?.quoting ?? 'no', seen: String(story?.versionId ?? 0) });
const fieldsOf = (filled: Filled, { words }: Visit): Html => {
  const { story } = words.measures;
  return html`${hidden('seen', text(filled.form, 'seen'))}${longText({ name: 'story', label: story.text, hint: story.textHint, most: longest, rows: 10 }, filled)}
${radios({ name: 'quoting', label: story.quoting, hint: story.quotingHint, choices: wordsOf(quotings, story.quotings) }, filled)}<p class="hub_quiet">${story.takeBack}</p>${button(words.frame.save)}`;
};
const changedView = ({ story, names }: StoryCase, { words, at }: Visit): Html | undefined => {
  const { measures } = words;
  if (!story) return undefined;
  const when = momentText(story.lastUpdated, at, words);
  return html`<p class="hub_quiet">${measures.story.changed(names.get(story.by) ?? story.by, when)} ${measures.story.versions(story.versionId)}</p>`;
};
const pageOf = (one: StoryCase, filled: Filled, visit: Visit): Result => {
  const { measures } = visit.words;
  const other = ({ text: told, quoting }: Story) =>
    html`<section class="hub_card"><h2>${measures.story.ofMerged}</h2><p class="hub_prewrap">${told}</p><p class="hub_quiet">${measures.story.quoting} ${measures.story.quotings[quoting]}</p></section>`;
  return {
    title: measures.story.title(nameInCase(one.found, visit)),
    back: backOf(one.found),
    faults: filled.faults,
    notice: visit.query.get('did') === 'story' ? html`<p>${measures.did.story}</p>` : undefined,
    body: html`<p>${measures.story.readers}</p><p><a href="${personPath(one.found, 'measures')}">${measures.toMeasures}</a></p>
${formTo(personPath(one.found, 'story'), visit.who.csrf, fieldsOf(filled, visit))}${changedView(one, visit)}${one.others.map(other)}`,
  };
};

const save = async (one: StoryCase, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const [told, quoting] = [read.text('story', longest), read.chosen('quoting', quotings)];
  if (!quoting || !read.isRight()) return pageOf(one, { form: visit.form, faults: read.faults() }, visit);
  const { found, story: before } = one;
  if (Number(text(visit.form, 'seen')) !== (before?.versionId ?? 0)) return { trouble: 'changed' };
  const { id: person, practice } = found.known.person;
  const version = { versionId: (before?.versionId ?? 0) + 1, lastUpdated: visit.at, by: nameOf(visit.who.caller) };
  const place = await visit.ports.fhir.directory.practice(practice);
  const after: Story = { person, practice, ...(place ? { area: place.area } : {}), ...version, text: told, quoting: told === '' ? 'no' : quoting };
  const { outcome } = await storyStore(visit.ports.fhir.referrals).write(after, before);
  if (outcome === 'condition-failed') return { trouble: 'changed' };
  return outcome === 'written' ? { go: personPath(found, 'story', 'did=story') } : { trouble: 'busy' };
};

export const storyPage: Page = {
  path: '/app/work/people/{person}/story',
  for: ['practitioner'],
  get: async (visit) => {
    const one = await storyCase(visit);
    return one ? pageOf(one, { form: visit.kept ?? formWith(one.story) }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const one = await storyCase(visit);
    return one ? save(one, visit) : { trouble: 'missing' };
  },
};
