/** A complaint that came in, written down by the manager: the day and what it is about, and nothing of anybody. */
import { type Complaint, complaintKinds, complaintsIn, noteComplaint, readComplaintId, strikeComplaint } from '#insight/complaints-store';
import { addDays } from '#platform/time';
import { button, dayField, type Filled, formTo, hidden, radios, select } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import { areaName } from '#web/set-up/territory';
import { wordsOf } from '#web/work/choices';
import { figuresPath } from './questions-page.ts';

export const complaintPath = `${figuresPath}/complaint`;
/** Days back of which complaints are listed, and may be written down. */
const listed = 365;

const areasOf = ({ who: { caller } }: Visit): readonly string[] => (caller.kind === 'manager' ? caller.areas : []);
const ofYear = async (visit: Visit): Promise<Complaint[]> => {
  const { ports, today } = visit;
  const found = await Promise.all(areasOf(visit).map((area) => complaintsIn(ports.access, area, addDays(today, -listed), today)));
  return found.flat().toSorted((one, other) => (one.day < other.day ? 1 : -1));
};

const listOf = (all: readonly Complaint[], { words, today, who }: Visit): Html => {
  const { complaints: say } = words;
  const item = ({ area, id, day, kind, struck }: Complaint) => {
    const what = `${dayText(day, today, words)}: ${say.kinds[kind]}`;
    if (struck) return html`<li><s>${what}</s> ${say.struck}</li>`;
    const form = html`${hidden('strike', id)}${hidden('area', area)}${hidden('day', day)}${button(say.strike(what), 'secondary')}`;
    return html`<li>${what}${formTo(complaintPath, who.csrf, form)}</li>`;
  };
  return html`<section><h2>${say.listed}</h2>${all.length === 0 ? html`<p>${say.none}</p>` : html`<ul>${all.map(item)}</ul>`}</section>`;
};
const areaField = async (filled: Filled, visit: Visit): Promise<Html> => {
  const { ports, words, who } = visit;
  const ids = who.caller.kind === 'manager' ? who.caller.areas : [];
  if (ids.length < 2) return hidden('area', ids[0] ?? '');
  const areas = (await Promise.all(ids.map((id) => ports.fhir.directory.area(id)))).flatMap((one) => (one ? [{ value: one.id, label: areaName(one) }] : []));
  return select({ name: 'area', label: words.complaints.area, choices: areas }, filled);
};
const view = async (filled: Filled, visit: Visit): Promise<Result> => {
  const { words, who, ports } = visit;
  const { complaints: say } = words;
  const once = readComplaintId(text(filled.form, 'once')) ?? ports.ids.short();
  const fields = html`${hidden('once', once)}${await areaField(filled, visit)}${dayField({ name: 'day', label: say.day }, filled, words)}
${radios({ name: 'kind', label: say.kind, choices: wordsOf(complaintKinds, say.kinds) }, filled)}${button(say.save)}`;
  return {
    title: say.title,
    back: `${figuresPath}/complaints`,
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${formTo(complaintPath, who.csrf, fields)}${listOf(await ofYear(visit), visit)}`,
  };
};

const strike = async (id: string, visit: Submitted): Promise<Result> => {
  const { form, ports, at, who } = visit;
  const found = (await ofYear(visit)).find((one) => one.id === id && one.area === text(form, 'area') && one.day === text(form, 'day'));
  if (!found) return { trouble: 'missing' };
  const done = found.struck !== undefined || (await strikeComplaint(ports.access, found, { at, by: who.user.id }));
  return done ? { go: complaintPath } : { trouble: 'busy' };
};
const post = async (visit: Submitted): Promise<Result> => {
  const { form, words, today, at, who, ports } = visit;
  const struck = readComplaintId(text(form, 'strike'));
  if (struck) return strike(struck, visit);
  const area = areasOf(visit).find((one) => one === text(form, 'area'));
  if (!area) return { trouble: 'missing' };
  const read = fieldReader(form, words);
  const [day, kind] = [read.neededDay('day'), read.chosen('kind', complaintKinds)];
  if (day && (day > today || day < addDays(today, -listed))) read.wrong('day', words.complaints.wrongDay);
  if (!day || !kind || !read.isRight()) return view({ form, faults: read.faults() }, visit);
  const id = readComplaintId(text(form, 'once')) ?? ports.ids.short();
  return (await noteComplaint(ports.access, { area, id, day, kind, at, by: who.user.id })) ? { go: complaintPath } : { trouble: 'busy' };
};
export const complaintPage: Page = { path: complaintPath, for: ['manager'], get: (visit) => view({ form: visit.kept ?? formOf({}) }, visit), post };
