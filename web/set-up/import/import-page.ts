/** Bringing in a list: pasted or as a file, checked first. */
import { csvLine } from '#platform/csv';
import { button, type Filled, hidden, longText, radios } from '#web/frame/fields';
import { type Form, formOf, oneOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { wordsOf } from '#web/work/choices';
import { type Checked, checkImport } from './check.ts';
import { keepImport } from './kept.ts';
import { columns, type ImportKind, importKinds, mostBytes, needed } from './kinds.ts';
import type { LineProblem } from './table.ts';

/** Shown at once: a page stays light on an old telephone. */
const [mostShown, mostEchoed] = [200, 20_000];

export const problemTable = (problems: readonly LineProblem[], { words }: Visit): Html => {
  const { imports: say } = words;
  const rows = problems.slice(0, mostShown).map(({ line, column = '', text }) => [String(line), column, text]);
  return html`<h2>${say.problems}</h2>${table(say.problems, [say.line, say.column, say.isWrong], rows)}${problems.length > mostShown && html`<p>${say.more(problems.length - mostShown)}</p>`}`;
};
const template = (kind: ImportKind, { imports: say }: Visit['words']): Html => {
  const explained: Readonly<Record<string, string>> = say.explained[kind];
  const must: readonly string[] = needed[kind];
  const rows = columns[kind].map((name) => [name, html`${explained[name]}${must.includes(name) && ` (${say.needed})`}`]);
  return html`<details class="ds_details"><summary class="ds_details__summary">${say.kinds[kind]}</summary><div class="ds_details__text">
<p><a href="/app/manage/import/template/${kind}">${kind}.csv</a></p>${table(say.columnsOf(say.kinds[kind]), [say.column, say.what], rows)}</div></details>`;
};
const fields = (
  filled: Filled,
  { imports: say }: Visit['words'],
): Html => html`${radios({ name: 'kind', label: say.kind, choices: wordsOf(importKinds, say.kinds) }, filled)}
${longText({ name: 'text', label: say.text, hint: say.textHint, rows: 8, most: mostBytes }, filled)}
<div class="ds_question"><label class="ds_label" for="file">${say.file}</label><input class="ds_input" type="file" id="file" name="file" accept=".csv,.txt,text/csv,text/plain,text/tab-separated-values"></div>`;
const view = (filled: Filled, problems: readonly LineProblem[], visit: Visit): Result => {
  const { words, who } = visit;
  const { imports: say } = words;
  return {
    title: say.title,
    back: '/app/manage',
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${problems.length > 0 && problemTable(problems, visit)}
<form method="post" action="/app/manage/import" enctype="multipart/form-data" novalidate>${hidden('csrf', who.csrf)}${fields(filled, words)}<p class="hub_quiet">${say.limits}</p>${button(say.check)}</form>
<h2>${say.templates}</h2>${importKinds.map((kind) => template(kind, words))}`,
  };
};

/** A file goes before what was pasted: it was chosen last, or nothing was pasted. */
const textOf = (form: Form): string => form.get('file')?.[0] || (form.get('text')?.[0] ?? '');
const again = (form: Form, checked: Exclude<Checked, { ok: true }>, visit: Visit): Result => {
  const { faults: say } = visit.words.imports;
  const pasted = form.get('text')?.[0] ?? '';
  const filled = formOf({ kind: form.get('kind'), text: pasted.length > mostEchoed ? '' : pasted });
  return 'fault' in checked
    ? view({ form: filled, faults: { text: checked.fault } }, [], visit)
    : view({ form: filled, faults: { text: say.wrong(checked.wrong, checked.rows) } }, checked.problems, visit);
};
const post = async (visit: Submitted): Promise<Result> => {
  const kind = oneOf(visit.form, 'kind', importKinds);
  const text = textOf(visit.form);
  if (!kind) return view({ form: formOf({ text: text.length > mostEchoed ? '' : text }), faults: { kind: visit.words.frame.faults.choose } }, [], visit);
  const checked = await checkImport(kind, text, 'check', visit);
  return checked.ok ? { go: `/app/manage/import/${await keepImport({ kind, text }, visit)}` } : again(visit.form, checked, visit);
};
const importPage: Page = {
  path: '/app/manage/import',
  for: ['manager'],
  longest: mostBytes + 8_192,
  get: async (visit) => view({ form: visit.kept }, [], visit),
  post,
};
/** The line of headings alone, as every spreadsheet opens it. */
const templatePage: Page = {
  path: '/app/manage/import/template/{kind}',
  for: ['manager'],
  get: async ({ params }) => {
    const kind = importKinds.find((one) => one === params.kind);
    if (!kind) return { trouble: 'missing' };
    const headers = { 'content-disposition': `attachment; filename="${kind}.csv"` };
    return { answer: { status: 200, contentType: 'text/csv; charset=utf-8', headers, body: `\uFEFF${csvLine(columns[kind])}` } };
  },
};
export const importPages: readonly Page[] = [importPage, templatePage];
