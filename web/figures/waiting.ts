/** Who still waits for a first conversation: how many and how long, for all; who they are, for those who may open them. */
import { answerOf } from '#insight/answers';
import { now, sections } from '#insight/counted/tally';
import { waitMetrics } from '#insight/metrics/waits';
import { daysBetween } from '#platform/time';
import { openCaseload } from '#referral/caseload-store';
import { sideOf } from '#referral/party';
import type { CaseRow } from '#referral/referral-items';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { knownPeople } from '#web/people/people';
import { marked } from '#web/work/case-data';
import { nameInList } from '#web/work/row';
import type { Asked } from './asked.ts';
import { readSection, sliceOf } from './reading.ts';
import type { Named } from './sentences.ts';

/** Of more, who waits longest. */
const most = 100;
/** Sent, open, and nobody spoke with them yet. */
const waits = (row: CaseRow): boolean => row.status !== 'draft' && !row.casework?.firstContactAt;
const waitingRows = async ({ practice }: Asked, visit: Visit): Promise<CaseRow[]> => {
  const { who, ports } = visit;
  if (!practice || who.caller.kind === 'manager') return [];
  const open = await openCaseload(ports.fhir.referrals, [practice.id]);
  const own = open.filter((row) => waits(row) && sideOf(who.caller, row) !== undefined);
  return marked(own.toSorted((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1)).slice(0, most), visit);
};
const listOf = async (rows: readonly CaseRow[], visit: Visit): Promise<Html> => {
  const { ports, words, today, who } = visit;
  const { figuresPages: say } = words;
  const people = await knownPeople(
    rows.map(({ person }) => person),
    ports.fhir.referrals,
  );
  const at = who.caller.kind === 'practice' ? '/app/practice/referrals' : '/app/work/referrals';
  const item = (row: CaseRow) =>
    html`<li><a href="${at}/${row.id}">${nameInList(row, people.get(row.person), visit).name}</a>: ${say.waitedSince(daysBetween(londonDate(row.receivedAt), today))}</li>`;
  return html`<ul>${rows.map(item)}</ul>${rows.length === most && html`<p class="hub_quiet">${say.onlyFirst(most)}</p>`}`;
};

/** Undefined for what nobody waits for. */
export const waitingView = async ({ metric }: Named, asked: Asked, visit: Visit): Promise<Html | undefined> => {
  const { compute } = metric;
  const isMeant = (compute.kind === 'time' && compute.still.includes('waiting')) || (compute.kind === 'standing' && compute.name === 'waitingSince');
  if (!isMeant) return undefined;
  const { figuresPages: say } = visit.words;
  const slice = sliceOf(await readSection(sections.all, [now], asked, visit, [waitMetrics.waiting]));
  const answer = answerOf(waitMetrics.waiting, { slice, needs: [], period: asked.period });
  const ages =
    answer.kind === 'standing' && answer.median !== undefined ? say.waitingAges(answer.n, answer.median, answer.longer, answer.longerThan) : say.waitingNobody;
  const rows = asked.asAt ? [] : await waitingRows(asked, visit);
  const who = rows.length > 0 ? await listOf(rows, visit) : visit.who.caller.kind === 'manager' && html`<p class="hub_quiet">${say.waitingOthers}</p>`;
  return html`<section><h2>${say.waiting}</h2><p>${ages}</p>${who}</section>`;
};
