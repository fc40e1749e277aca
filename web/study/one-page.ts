/** One study: its practices and arms, its approval, and its exports. */
import { armOn } from '#directory/over-time';
import type { Practice } from '#directory/types';
import { beginning } from '#study/gather';
import { blockedDay, blockedStudy } from '#study/job';
import { studyStore } from '#study/study-store';
import type { Study } from '#study/types';
import { button, dayField, type Filled, formTo, hidden } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay, table } from '#web/set-up/parts';
import { approvalPart, approve } from './approval.ts';
import { type Found, gatheringOf, noteAudit, studyIn } from './study-data.ts';

const armText = ({ arms }: Practice, visit: Visit): string => {
  const { one: say } = visit.words.study;
  const arm = armOn(arms, visit.today);
  const from = arms?.filter((entry) => entry.from <= visit.today).sort((one, other) => (one.from < other.from ? 1 : -1))[0]?.from;
  return arm && from ? say.since(say.arms[arm], fullDay(from, visit)) : say.arms.none;
};
const practicePart = ({ practices, path }: Found, visit: Visit): Html => {
  const { one: say } = visit.words.study;
  const row = (one: Practice): Part[] => [
    html`<a href="/app/manage/practices/${one.id}">${one.name}</a>`,
    armText(one, visit),
    one.arms?.some(({ arm }) => arm === 'comparison') ? html`<a href="${path}/practices/${one.id}">${say.sample}</a>` : '',
  ];
  return html`<h2>${say.practices}</h2>${table(say.practices, [say.columns.practice, say.columns.arm, say.columns.sample], practices.map(row))}`;
};
const facts = ({ from, until, instruments }: Study, visit: Visit): Html => {
  const { one: say } = visit.words.study;
  const line = (name: string, value: string) => html`<dt>${name}</dt><dd>${value}</dd>`;
  const names = instruments.map((name) => visit.words.measures.instruments[name]).join(', ');
  return html`<dl class="hub_summary">${line(say.facts.from, fullDay(from, visit))}${line(say.facts.until, until ? fullDay(until, visit) : say.open)}${line(say.facts.instruments, names)}</dl>`;
};
const exportPart = async ({ study, path }: Found, filled: Filled, visit: Visit): Promise<Html> => {
  const { export: say } = visit.words.study.one;
  const made = await studyStore(visit.ports.fhir.referrals).exportsOf(study.id);
  const item = ({ cutOff, people }: (typeof made)[number]) =>
    html`<li><a href="${path}/exports/${cutOff}">${say.madeOn(fullDay(cutOff, visit), people)}</a></li>`;
  const fields = html`${hidden('do', 'look')}${dayField({ name: 'cut-off', label: say.cutOff, hint: say.hint }, filled, visit.words)}${button(say.look)}`;
  const blocked = blockedStudy(study, visit.today);
  const form = blocked ? html`<p>${visit.words.study.blocked[blocked]}</p>` : formTo(path, visit.who.csrf, fields);
  return html`<h2>${say.title}</h2>${form}${made.length > 0 && html`<h3>${say.made}</h3><ul>${made.map(item)}</ul>`}`;
};
const view = async (found: Found, filled: Filled, visit: Visit): Promise<Result> => {
  const { one: say, did: dids } = visit.words.study;
  const did = visit.query.get('did') ?? '';
  const body = html`${facts(found.study, visit)}<p><a href="${found.path}/change">${say.change}</a></p>${practicePart(found, visit)}
${approvalPart(found, filled, visit)}${await exportPart(found, filled, visit)}`;
  return {
    title: found.study.name,
    back: '/app/studies',
    faults: filled.faults,
    notice: Object.hasOwn(dids, did) ? html`<p>${dids[did as keyof typeof dids]}</p>` : undefined,
    body,
  };
};

/** A new gathering puts away an earlier one of the same day. */
const look = async (found: Found, visit: Submitted): Promise<Result> => {
  const { study, path } = found;
  const { words, form, today, ports } = visit;
  const read = fieldReader(form, words);
  const cutOff = read.neededDay('cut-off');
  if (cutOff && blockedDay(study, cutOff, today)) read.wrong('cut-off', words.study.blocked.day);
  if (!cutOff || !read.isRight()) return view(found, { form, faults: read.faults() }, visit);
  if (blockedStudy(study, today)) return view(found, {}, visit);
  const gathering = await gatheringOf(study, visit);
  const said = await studyStore(ports.fhir.referrals).saidCount(study.id);
  await gathering.jobs.write(beginning(study, cutOff, said, gathering.pseudonym));
  await noteAudit(`study ${study.id}`, 'looked', `export ${cutOff}`, visit);
  return { go: `${path}/exports/${cutOff}` };
};
export const onePage: Page = {
  path: '/app/studies/{study}',
  for: ['manager'],
  get: async (visit) => {
    const found = await studyIn(visit);
    return found ? view(found, { form: visit.kept ?? formOf({}) }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const found = await studyIn(visit);
    if (!found) return { trouble: 'missing' };
    if (text(visit.form, 'do') === 'look') return look(found, visit);
    const approved = await approve(found, visit);
    return 'faults' in approved ? view(found, { form: visit.form, faults: approved.faults }, visit) : approved;
  },
};
