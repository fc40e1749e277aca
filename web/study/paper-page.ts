/** One questionnaire on paper: entered, entered again without seeing the first entry, and settled where the two differ. */
import type { Instrument } from '#directory/types';
import { isInstrument } from '#people/instruments';
import { takingPart } from '#study/consent';
import { differences, type Entry, type Paper, type PaperState, type Point, paperState, points } from '#study/paper';
import { sampleStore } from '#study/sample-store';
import { button, type Filled, formTo } from '#web/frame/fields';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fullDay, table } from '#web/set-up/parts';
import { type One, sampledIn } from './collect-data.ts';
import { paperOf, windowFor } from './due.ts';
import { entryFields, entryIn, entryText } from './paper-form.ts';

type Found = One & { instrument: Instrument; point: Point; paper: Paper | undefined; papers: readonly Paper[] };
const paperIn = async (visit: Visit): Promise<Found | undefined> => {
  const found = await sampledIn(visit);
  const { instrument } = visit.params;
  const point = points.find((one) => one === visit.params.point);
  if (!found || !point || !isInstrument(instrument) || !found.study.instruments.includes(instrument)) return undefined;
  if (takingPart(found.one.said, visit.today) !== 'takes-part') return undefined;
  const papers = await sampleStore(visit.ports.fhir.referrals).papers(found.study.id, found.practice.id);
  return { ...found, instrument, point, papers, paper: paperOf(found.one, instrument, point, papers) };
};

const lead: Readonly<Record<PaperState | 'none', 'first' | 'second' | 'settle' | 'done'>> = { none: 'first', once: 'second', differs: 'settle', done: 'done' };
const stateOf = (paper: Paper | undefined): PaperState | 'none' => (paper ? paperState(paper) : 'none');
/** What stands otherwise, value by value. */
const compared = ({ first, second }: Paper, visit: Visit): Html | undefined => {
  const { paper: say } = visit.words.collect;
  if (!second) return undefined;
  const line = (what: string) => {
    const [name, one, other] = [entryText.name(what, visit), entryText.value(first, what, visit), entryText.value(second, what, visit)];
    return html`<li>${name}: ${say.was(one, other)}</li>`;
  };
  return html`<ul>${differences(first, second).map(line)}</ul>`;
};
const entered = ({ settled, first }: Paper, visit: Visit): Html => {
  const { paper: say } = visit.words.collect;
  const entry = settled ?? first;
  const what = ['day', ...(entry.absent ? ['absent'] : entry.values.map(({ code }) => code))];
  const rows = what.map((one): Part[] => [entryText.name(one, visit), entryText.value(entry, one, visit)]);
  return table(say.done, [say.columns.what, say.columns.entered], rows);
};
const view = (found: Found, filled: Filled, visit: Visit): Result => {
  const { collect: say, measures } = visit.words;
  const { paper, instrument, point, one, papers, at } = found;
  const state = stateOf(paper);
  const window = windowFor(one, point, papers, visit);
  const form = formTo(`${at}/${instrument}/${point}`, visit.who.csrf, html`${entryFields(instrument, filled, visit)}${button(say.paper.save)}`);
  const did = visit.query.get('did');
  return {
    title: say.paper.title(measures.instruments[instrument], say.points[point]),
    back: at,
    faults: filled.faults,
    notice: did === state && state !== 'none' ? html`<p>${say.paper.did[state]}</p>` : undefined,
    body: html`<p>${say.paper[lead[state]]}</p>${window && html`<p class="hub_quiet">${say.paper.window(fullDay(window.opens, visit), fullDay(window.closes, visit))}</p>`}
${paper && state === 'differs' && compared(paper, visit)}${paper && state === 'done' ? entered(paper, visit) : form}`,
  };
};

const nextOf = ({ paper, one, instrument, point }: Found, entry: Entry): Paper | undefined => {
  if (!paper) return { number: one.number, instrument, point, first: entry, versionId: 1 };
  const versionId = paper.versionId + 1;
  switch (paperState(paper)) {
    case 'once':
      return { ...paper, second: entry, versionId };
    case 'differs':
      return { ...paper, settled: entry, versionId };
    case 'done':
      return undefined;
  }
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await paperIn(visit);
  if (!found) return { trouble: 'missing' };
  const read = entryIn(found.instrument, visit);
  if ('faults' in read) return view(found, { form: visit.form, faults: read.faults }, visit);
  const after = nextOf(found, read.entry);
  if (!after) return { trouble: 'notPossible' };
  const { outcome } = await sampleStore(visit.ports.fhir.referrals).writePaper(found.one, after, found.paper);
  if (outcome !== 'written') return { trouble: outcome === 'condition-failed' ? 'changed' : 'busy' };
  return { go: `${found.at}/${found.instrument}/${found.point}?did=${paperState(after)}` };
};
export const paperPage: Page = {
  path: '/app/studies/{study}/practices/{practice}/{number}/{instrument}/{point}',
  for: ['collector'],
  get: async (visit) => {
    const found = await paperIn(visit);
    return found ? view(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
