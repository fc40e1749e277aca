/** The concerns that somebody may read, without names: who opens one is noted. */
import { mayReadConcern, practicesWatched } from '#identity/concern-policy';
import { type Concern, clockOf } from '#people/concern';
import { concernAddress, concernStore } from '#people/concern-store';
import { millisecondsOf } from '#platform/time';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { clockText, concernReference } from './clock-text.ts';

const closedDays = 90;
const foundBy = async (open: boolean, { who, ports }: Visit): Promise<Concern[]> => {
  const store = concernStore(ports.fhir.referrals);
  const { caller } = who;
  const all = await Promise.all(
    caller.kind === 'manager'
      ? caller.areas.map((area) => store.ofArea(area, open))
      : practicesWatched(who).map((practice) => store.ofPractice(practice, open)),
  );
  return all.flat().filter((concern) => mayReadConcern(who, concern));
};
const isRecent = ({ closed }: Concern, { at }: Visit): boolean =>
  closed !== undefined && millisecondsOf(at) - millisecondsOf(closed.at) < closedDays * 86_400_000;

const namesOf = async (all: readonly Concern[], { ports }: Visit): Promise<Map<string, string>> => {
  const found = await Promise.all([...new Set(all.map(({ practice }) => practice))].map((id) => ports.fhir.directory.practice(id)));
  return new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
};
const rowView = (concern: Concern, names: ReadonlyMap<string, string>, { words, at }: Visit): Html => {
  const { list, clock: clocks } = words.concern;
  const clock = clockText(clockOf(concern, at), words);
  const ago = Math.floor((millisecondsOf(at) - millisecondsOf(concern.raisedAt)) / 3_600_000);
  const name = list.row(concernReference(concern), names.get(concern.practice) ?? concern.practice);
  return html`<li><h3><a href="/app/concerns/${concernAddress(concern)}">${name}</a></h3>
<p>${list.by(concern.raisedBy.name, momentText(concern.raisedAt, at, words))}${clock && html`, ${clocks.ago(ago)}. <span class="hub_flag hub_flag--danger">${clock}</span>`}</p></li>`;
};

export const concernsPage: Page = {
  path: '/app/concerns',
  for: ['practitioner', 'staff', 'manager'],
  get: async (visit) => {
    const { list } = visit.words.concern;
    const [open, closed] = await Promise.all([foundBy(true, visit), foundBy(false, visit)]);
    const names = await namesOf([...open, ...closed], visit);
    const sections = {
      waiting: open.filter(({ acknowledged }) => !acknowledged),
      open: open.filter(({ acknowledged }) => acknowledged),
      closed: closed.filter((one) => isRecent(one, visit)).reverse(),
    };
    const section = (name: keyof typeof sections) =>
      sections[name].length > 0 &&
      html`<section><h2>${list.sections[name]}</h2><ul class="hub_rows">${sections[name].map((one) => rowView(one, names, visit))}</ul></section>`;
    const nothing = Object.values(sections).every((all) => all.length === 0);
    return {
      title: list.title,
      body: html`<p>${list.lead}</p>${nothing && html`<p>${list.none}</p>`}${(['waiting', 'open', 'closed'] as const).map(section)}`,
    };
  },
};
