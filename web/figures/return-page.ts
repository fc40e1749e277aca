/** The quarterly return: what the figures say of an area's quarter, what there is to say to it, and freezing both. */

import { tellingIn } from '#improvement/no-person';
import { definitionsVersion } from '#insight/counts';
import { freeze, type Return, returnsOf } from '#insight/return-store';
import { button, type Filled, formTo, hidden, longText, select } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { areaName } from '#web/set-up/territory';
import type { Asked } from './asked.ts';
import { leadOf } from './choosing.ts';
import { periodText, quartersUntil } from './periods.ts';
import { figuresPath } from './questions-page.ts';
import { figuresOf, returnAsked } from './return-figures.ts';
import { figuresView, frozenPath, frozenText, returnPath } from './return-views.ts';

type Of = Asked & { area: string };
/** Characters of what is said to the figures. */
const longest = 8000;

const choosing = (asked: Of, mine: readonly { id: string; name?: string }[], { words, today }: Visit): Html => {
  const { figuresPages: say } = words;
  const form = formOf({ area: asked.area, period: asked.period.name });
  const all = quartersUntil(today, 9);
  const quarters = (all.includes(asked.period.name) ? all : [asked.period.name, ...all]).map((value) => ({ value, label: periodText(value, today, words) }));
  const areas = mine.map(({ id, name }) => ({ value: id, label: name ?? id }));
  return html`<form method="get" action="${returnPath}" class="hub_no-print">${areas.length > 1 && select({ name: 'area', label: say.returns.area, choices: areas }, { form })}${select({ name: 'period', label: say.returns.quarter, choices: quarters }, { form })}${button(say.show, 'secondary')}</form>`;
};
const frozenList = (frozen: readonly Return[], visit: Visit): Html => {
  const { returns: say } = visit.words.figuresPages;
  const item = (one: Return) => html`<li><a href="${frozenPath(one)}">${say.one(one.n)}</a>: ${frozenText(one, visit)}</li>`;
  return html`<section><h2>${say.frozen}</h2>${frozen.length === 0 ? html`<p>${say.noneFrozen}</p>` : html`<ul>${frozen.map(item)}</ul>`}</section>`;
};
const freezeForm = (asked: Of, filled: Filled, { words, who }: Visit): Html => {
  const { returns: say } = words.figuresPages;
  const field = longText({ name: 'commentary', label: say.commentary, hint: say.commentaryHint, most: longest, rows: 8 }, filled);
  const over = (asked.period.months.at(-1) ?? '') < asked.period.today.slice(0, 7);
  return html`<section><h2>${say.freezeTitle}</h2><p>${over ? say.freezeLead : say.notOver}</p>${formTo(returnPath, who.csrf, html`${hidden('area', asked.area)}${hidden('period', asked.period.name)}${field}${button(say.freeze)}`)}</section>`;
};

const view = async (asked: Of, filled: Filled, visit: Visit): Promise<Result> => {
  const { words, ports, who } = visit;
  const { figuresPages: say } = words;
  const ids = who.caller.kind === 'manager' ? who.caller.areas : [];
  const [figures, frozen, mine] = await Promise.all([
    figuresOf(asked, visit),
    returnsOf(ports.access, asked.area, asked.period.name),
    Promise.all(ids.map((id) => ports.fhir.directory.area(id))),
  ]);
  const areas = mine.flatMap((one) => (one ? [{ id: one.id, name: areaName(one) }] : []));
  return {
    title: say.pages.return,
    back: figuresPath,
    wide: true,
    faults: filled.faults,
    body: html`<p>${leadOf(asked, visit)} ${say.returns.lead}</p>${choosing(asked, areas, visit)}${frozenList(frozen, visit)}${figuresView(figures, visit, `period=${asked.period.name}`)}${freezeForm(asked, filled, visit)}`,
  };
};
const post = async (visit: Submitted): Promise<Result> => {
  const { form, words, who, at, ports } = visit;
  const asked = await returnAsked(visit, { area: text(form, 'area'), quarter: text(form, 'period') });
  if (!asked) return { trouble: 'missing' };
  const read = fieldReader(form, words);
  const commentary = read.text('commentary', longest);
  const telling = tellingIn(commentary);
  if (telling) read.wrong('commentary', words.improvement.tells[telling]);
  if (!read.isRight()) return view(asked, { form, faults: read.faults() }, visit);
  const n = await freeze(ports.access, {
    ...{ area: asked.area, quarter: asked.period.name, asAt: at, definitionsVersion, commentary },
    by: { user: who.user.id, role: who.user.role },
    figures: await figuresOf(asked, visit),
  });
  return n === undefined ? { trouble: 'busy' } : { go: frozenPath({ area: asked.area, quarter: asked.period.name, n }) };
};
export const returnPage: Page = {
  path: returnPath,
  for: ['manager'],
  get: async (visit) => {
    const { query, kept } = visit;
    const given = { area: text(kept, 'area') || (query.get('area') ?? ''), quarter: text(kept, 'period') || (query.get('period') ?? '') };
    const asked = await returnAsked(visit, given);
    return asked ? view(asked, { form: kept }, visit) : { trouble: 'missing' };
  },
  post,
};
