/** What the pages on organisations have in common. */
import type { Kept } from '#directory/casework-store';
import type { Attention } from '#directory/casework-types';
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import type { Form } from '#web/frame/form';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import { type One, organisationIn } from './organisations.ts';

type Did = keyof Visit['words']['community']['did'];
export const didNotice = ({ query, words }: Visit): Html | undefined => {
  const what = query.get('did') ?? '';
  const { did } = words.community;
  return Object.hasOwn(did, what) ? html`<p>${did[what as Did]}</p>` : undefined;
};
export const went = (to: string, did: Did): Result => ({ go: `${to}?did=${did}` });

/** A page of one organisation of the manager's areas; for anybody else there is none. */
export const organisationPage = (
  below: '' | `/${string}`,
  { get, post }: { get?(one: One, visit: Visit): Promise<Result> | Result; post?(one: One, visit: Submitted): Promise<Result> | Result },
): Page => ({
  path: `/app/community/{organisation}${below}`,
  for: ['manager'],
  ...(get && {
    get: async (visit: Visit): Promise<Result> => {
      const one = await organisationIn(visit);
      return one ? get(one, visit) : { trouble: 'missing' };
    },
  }),
  ...(post && {
    post: async (visit: Submitted): Promise<Result> => {
      const one = await organisationIn(visit);
      return one ? post(one, visit) : { trouble: 'missing' };
    },
  }),
});

const whyText = ({ why, day, count, what }: Attention, visit: Visit): string =>
  visit.words.community.why[why]({ day: day && fullDay(day, visit), count, what });
/** As a flag where it stops referrals or answers; never by its colour alone. */
const grave: readonly Attention['why'][] = [
  ...(['cannot-answer', 'endpoint-off', 'endpoint-failing', 'mail-returned'] as const),
  ...(['action-overdue', 'agreement-over', 'agreement-missing'] as const),
];
export const whyFlag = (one: Attention, visit: Visit): Html =>
  html`<span class="hub_flag${grave.includes(one.why) && ' hub_flag--danger'}">${whyText(one, visit)}</span>`;

type Press = { to: string; what: string; entry: string; label: string /** In words of its own, for who does not see where it stands. */; aria: string };
/** A button that does one thing with one entry. */
export const press = ({ to, what, entry, label, aria }: Press, { who }: Visit): Html =>
  formTo(
    to,
    who.csrf,
    html`${hidden('do', what)}${hidden('entry', entry)}<button class="ds_button ds_button--secondary ds_button--small hub_button-small" type="submit" aria-label="${aria}">${label}</button>`,
    'button',
  );
export const rowOf = (main: Part, acts?: Part): Html =>
  html`<li><div class="hub_row"><div class="hub_row__main">${main}</div>${acts && html`<div class="hub_row__acts">${acts}</div>`}</div></li>`;
export const rowsOf = (rows: readonly Html[], empty: string): Html =>
  rows.length === 0 ? html`<p class="hub_quiet">${empty}</p>` : html`<ul class="hub_rows">${rows}</ul>`;
export const linkButton = (to: string, label: string): Html => html`<a class="ds_button ds_button--secondary" href="${to}">${label}</a>`;
export const form = (to: string, what: string, fields: Html, label: string, { who }: Visit): Html =>
  formTo(to, who.csrf, html`${hidden('do', what)}${fields}${button(label)}`);

/** After a change: on, or the page again with what stands in the way. */
export const afterKept = (kept: Kept, to: string, did: Did, impossible: () => Result | Promise<Result>): Result | Promise<Result> => {
  if (kept === 'done') return went(to, did);
  return kept === 'impossible' ? impossible() : { trouble: 'changed' };
};
export const deps = ({ ports, at, who }: Visit) => ({ table: ports.access, ids: ports.ids, clock: { now: () => at }, who: `user:${who.user.id}` });
/** Only the form that was posted shows what was typed. */
export const filledFor = (what: string, filled: Filled): Filled => (filled.form?.get('do')?.[0] === what ? filled : {});
export const doing = (given: Form): string => given.get('do')?.[0] ?? '';
