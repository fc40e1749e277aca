/** For whom a group session was written up, with a way to undo each. */
import { isShortId } from '#platform/ids';
import { contactsOf } from '#referral/contacts';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { caseloadOf } from '#web/work/case-data';
import { undoForm } from '#web/work/undo-form';
import { type Member, membersIn } from './members.ts';

const lineOf = async ({ id, name }: Member, session: string, visit: Visit): Promise<Html> => {
  const loaded = await visit.ports.fhir.carryOut.store.load(id);
  const logged = contactsOf(loaded?.commits ?? []).find(({ contact }) => contact.id === session);
  return html`<li><a href="/app/work/referrals/${id}">${name}</a>: ${logged && visit.words.casework.outcomes[logged.contact.outcome]} ${undoForm(id, session, visit)}</li>`;
};
export const writtenUpPage: Page = {
  path: '/app/work/group/{session}',
  for: ['practitioner'],
  get: async (visit) => {
    const session = visit.params.session ?? '';
    if (!isShortId(session)) return { trouble: 'missing' };
    const { done: say } = visit.words.group;
    const members = membersIn(await caseloadOf(visit), visit).filter(({ row }) => row.casework?.last?.contact === session);
    const lines = await Promise.all(members.map((one) => lineOf(one, session, visit)));
    const said = lines.length === 0 ? html`<p>${say.none}</p>` : html`<p>${say.lead(lines.length)}</p><ul>${lines}</ul>`;
    return { title: say.title, back: '/app/work', body: html`${said}<p><a href="/app/work/group">${say.again}</a></p>` };
  },
};
