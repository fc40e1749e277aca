/** What the hub shows of a capacity by itself, each fact with where it is from and when it held. */
import { type Capacity, evidenceOf, isBeyondCounting } from '#improvement/capacities';
import type { Shown } from '#improvement/evidence';
import { evidenceOfStores } from '#improvement/evidence-store';
import type { LocalDate } from '#platform/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import type { Owned } from './owned.ts';

export const evidenceFor = ({ practice }: Owned, quarter: LocalDate, { ports, today }: Visit): Promise<readonly Shown[]> =>
  evidenceOfStores({ table: ports.access, work: ports.fhir.subscriptions.work, directory: ports.fhir.directory, today })(practice.id, quarter);

const sentence = ({ what, count, of = 0, within = '', minutes = 0, roles = [], perThousand, perWte, still = 0 }: Shown, { words }: Visit): string => {
  const { shown: say, rolesText } = words.improvement;
  const many = count === 'few' ? say.few : String(count);
  const number = count === 'few' ? 0 : count;
  switch (what) {
    case 'sessions':
      return say.sessions(number, minutes, rolesText(roles));
    case 'stories':
      return say.stories(number);
    case 'services':
      return say.services(number, within);
    case 'reviewed':
      return say.reviewed(number, of, within);
    case 'gaps':
      return say.gaps(many, within);
    case 'signposts':
      return say.signposts(many, within, perThousand);
    case 'time':
      return say.time(number, of === 0 ? undefined : of);
    case 'needs':
      return say.needs(count === 'few' ? undefined : number, of);
    case 'caseload':
      return say.caseload(many, perWte);
    case 'wait':
      return say.wait(count === 'few' ? undefined : number, of, still);
    case 'accepted':
      return say.accepted(number);
    case 'contacts':
      return say.contacts(number, of, within);
    case 'spoken':
      return say.spoken(number, of, within);
  }
};
const line = (one: Shown, visit: Visit): Html => {
  const { shown: say } = visit.words.improvement;
  return html`<li>${sentence(one, visit)}. <span class="hub_quiet">${say.source(say.sources[one.what], fullDay(one.asOf, visit))}</span></li>`;
};
export const evidenceView = (capacity: Capacity, all: readonly Shown[], visit: Visit): Html => {
  const { page: say } = visit.words.improvement;
  const names: readonly string[] = evidenceOf[capacity];
  const shown = all.filter(({ what }) => names.includes(what));
  if (shown.length > 0) return html`<ul>${shown.map((one) => line(one, visit))}</ul>`;
  return html`<p>${isBeyondCounting(capacity) ? say.noEvidence : say.noEvidenceYet}</p>`;
};
