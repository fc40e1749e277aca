/** At the top of a practitioner's list: colleagues who went on a visit alone and are not known to be out. Whom they visit is said to who may see it alone. */
import type { CaseRow } from '#referral/referral-items';
import { londonDate, londonTime } from '#referral/working-days';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { loneVisitOf } from './lone-visit-line.ts';

/** `rows`: of colleagues, overdue. `seen`: the ids of those referrals that she may see. */
export const notOutSafeView = (rows: readonly CaseRow[], seen: ReadonlySet<string>, names: ReadonlyMap<string, string>, visit: Visit): Html | undefined => {
  if (rows.length === 0) return undefined;
  const { words, today, who } = visit;
  const { visits: say } = words.messages;
  const line = (row: CaseRow): Html => {
    const { practitioner, knows, backBy } = loneVisitOf(row, names);
    const at = `/app/work/referrals/${row.id}`;
    const acts = seen.has(row.id) && html` <a href="${at}">${say.open}</a> ${formTo(`${at}/safe`, who.csrf, button(say.isSafe, 'small'), 'button')}`;
    return html`<li>${say.line(practitioner, `${nearDay(londonDate(backBy), today, words)} ${londonTime(backBy)}`, knows)}${acts}</li>`;
  };
  return html`<section class="hub_flag-box" aria-labelledby="not-out-safe"><h2 id="not-out-safe">${say.colleagues}</h2><p>${say.todo}</p><ul>${rows.map(line)}</ul><p>${say.device}</p></section>`;
};
