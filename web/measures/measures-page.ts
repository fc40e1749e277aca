/** Outcome measures of a person: asked for by nothing, entered as scores or states, shown in plain numbers. */
import type { Instrument } from '#directory/types';
import { isInstrument } from '#people/instruments';
import { fhirCall } from '#web/frame/fhir';
import { onceKey, troubleIn } from '#web/frame/fhir-told';
import type { Filled } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { backOf, personPath } from '#web/people/person-page';
import { practitionerOf } from '#web/work/case-data';
import { nameInCase } from '#web/work/row';
import { instrumentForm } from './instrument-form.ts';
import { observationOf } from './measurement.ts';
import { instrumentsOf, type MeasuresCase, measuresCase, nowFor } from './measures-data.ts';
import { readMeasurement } from './read-measurement.ts';
import { soFarView } from './so-far-view.ts';
import { strike } from './strike.ts';

const dids = ['saved', 'struck', 'undone'] as const;

const nowText = (one: MeasuresCase, instrument: Instrument, visit: Visit): string => {
  const { words, today } = visit;
  const { now } = words.measures;
  const found = nowFor(one, instrument, visit);
  const { opens, closes } = found?.window ?? {};
  const day = (text: typeof opens) => (text ? dayText(text, today, words) : '');
  if (found?.now === 'baseline') return closes ? now.baselineUntil(day(closes)) : now.baseline;
  if (!found || !opens) return now.nothing;
  if (found.now === 'follow-up') return now.followUp(day(closes));
  const followUp = today < opens ? now.followUpOpens(day(opens), day(closes)) : now.followUpOver(day(closes));
  return found.hasBaseline ? followUp : `${now.baselineOver} ${followUp}`;
};
const instrumentView = (one: MeasuresCase, instrument: Instrument, filled: Filled, visit: Visit): Html => {
  const { measures } = visit.words;
  const its = one.measurements.filter((measured) => measured.instrument === instrument);
  const form = html`<p><strong>${nowText(one, instrument, visit)}</strong></p><p class="hub_quiet">${measures.abouts[instrument]}</p>${instrumentForm(one, instrument, filled, visit)}`;
  return html`<section class="hub_card"><h2>${measures.instruments[instrument]}</h2>${one.on.includes(instrument) && form}${soFarView(its, one.found, filled, visit)}</section>`;
};
const pageOf = (one: MeasuresCase, filled: Filled, visit: Visit): Result => {
  const { measures } = visit.words;
  const done = dids.find((did) => did === visit.query.get('did'));
  const names = instrumentsOf(one);
  return {
    title: measures.title(nameInCase(one.found, visit)),
    back: backOf(one.found),
    faults: filled.faults,
    notice: done && html`<p>${measures.did[done]}</p>`,
    body: html`<p>${measures.why}</p><p><a href="${personPath(one.found, 'story')}">${measures.toStory}</a></p>${one.asked && html`<p><a href="${personPath(one.found, 'research')}">${visit.words.collect.research.title}</a></p>`}
${one.on.length === 0 && html`<p>${measures.none}</p>`}${names.map((name) => instrumentView(one, name, filled, visit))}`,
  };
};

const record = async (one: MeasuresCase, visit: Submitted): Promise<Result> => {
  const instrument = text(visit.form, 'instrument');
  if (!isInstrument(instrument) || !one.on.includes(instrument)) return { trouble: 'notPossible' };
  const typed = readMeasurement(instrument, visit);
  if ('faults' in typed) return pageOf(one, { form: visit.form, faults: typed.faults }, visit);
  const { measures } = visit.words;
  const { known, referral } = one.found;
  const about = { instrument, name: measures.instruments[instrument], person: known.person.id, referral: referral?.id, practitioner: practitionerOf(visit) };
  const made = observationOf('absent' in typed ? { ...about, ...typed, why: measures.absences[typed.absent] } : { ...about, ...typed });
  const answer = await fhirCall(visit, 'POST', 'Observation', made, { headers: onceKey(text(visit.form, 'once'), made) });
  return troubleIn(answer) ?? { go: personPath(one.found, 'measures', 'did=saved') };
};
const struck = async (one: MeasuresCase, visit: Submitted): Promise<Result> => {
  const done = await strike(one, visit);
  return 'faults' in done ? pageOf(one, { form: visit.form, faults: done.faults }, visit) : done;
};

export const measuresPage: Page = {
  path: '/app/work/people/{person}/measures',
  for: ['practitioner'],
  get: async (visit) => {
    const one = await measuresCase(visit);
    return one ? pageOf(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const one = await measuresCase(visit);
    if (!one) return { trouble: 'missing' };
    return text(visit.form, 'do') === 'strike' ? struck(one, visit) : record(one, visit);
  },
};
