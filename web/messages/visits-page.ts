/** For the manager: who went on a visit alone and is not known to be out. Nothing of the person who was visited. */
import { overdueVisits } from '#referral/visits-store';
import { londonDate, londonTime } from '#referral/working-days';
import { html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { loneVisitOf } from './lone-visit-line.ts';

const namesOf = async (rows: Awaited<ReturnType<typeof overdueVisits>>, { ports }: Visit): Promise<Map<string, string>> => {
  const { directory } = ports.fhir;
  const practitioners = [...new Set(rows.flatMap((row) => ('practitioner' in row && row.practitioner ? [row.practitioner] : [])))];
  const practices = [...new Set(rows.map(({ practice }) => practice))];
  const found = await Promise.all([...practitioners.map((id) => directory.practitioner(id)), ...practices.map((id) => directory.practice(id))]);
  return new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
};

export const visitsPage: Page = {
  path: '/app/manage/visits',
  for: ['manager'],
  get: async (visit) => {
    const { who, at, today, words, ports } = visit;
    if (who.caller.kind !== 'manager') return { trouble: 'missing' };
    const rows = await overdueVisits(who.caller.areas, at, ports.fhir.referrals);
    const names = await namesOf(rows, visit);
    const { visits: say } = words.messages;
    const line = (row: (typeof rows)[number]) => {
      const { practitioner, knows, backBy } = loneVisitOf(row, names);
      const when = `${nearDay(londonDate(backBy), today, words)} ${londonTime(backBy)}`;
      return html`<li><p><strong>${practitioner}</strong>, ${names.get(row.practice) ?? row.practice}</p><p>${say.line(practitioner, when, knows)}</p></li>`;
    };
    const list = html`<p>${say.todo}</p><ul class="hub_rows">${rows.map(line)}</ul>`;
    return { title: say.title, body: html`${rows.length === 0 ? html`<p>${say.none}</p>` : list}<p>${say.device}</p>` };
  },
};
