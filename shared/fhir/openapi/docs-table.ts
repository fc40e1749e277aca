/** What the page is made of: code, and tables of anything and of the fields of a schema. */
import { type Html, html } from '#platform/html';
import type { Schema } from './openapi.ts';

export const code = (text: string): Html => html`<code>${text}</code>`;
export const snippet = (language: string, text: string): Html => html`<pre tabindex="0"><code class="${language}">${text}</code></pre>`;
export const listed = (texts: readonly string[]): Html => html`${texts.map((text, at) => html`${at > 0 ? ', ' : ''}${code(text)}`)}`;

/** The first cell of a row names it. Wide tables are scrolled inside their own frame, by keys too. */
export const table = (caption: string, heads: readonly string[], rows: readonly (readonly [Html, ...Html[]])[]): Html => html`
<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;

const isSchema = (schema: unknown): schema is Schema => typeof schema === 'object' && schema !== null;
const schemaIn = (schema: unknown): Schema => (isSchema(schema) ? schema : {});
const formOf = (schema: Schema): Html => {
  const [of, ...none] = schema.anyOf ?? [];
  if (of) return html`${formOf(of)}${none.length > 0 ? ' or null' : ''}`;
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return listed(schema.enum.map(String));
  if (schema.type === 'array') return html`list`;
  return html`${schema.format ?? (schema.type === 'string' ? 'text' : String(schema.type ?? 'anything'))}`;
};

type Row = [Html, Html, Html, Html];
const rowsOf = (schema: Schema, before = ''): Row[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]): Row[] => {
    const own = schemaIn(property);
    const always = schema.required?.includes(name) ?? false;
    const row: Row = [code(before + name), formOf(own), html`${always ? 'always' : 'if known'}`, html`${own.description ?? ''}`];
    const inside = own.type === 'array' ? rowsOf(schemaIn(own.items), `${before}${name}[].`) : rowsOf(own, `${before}${name}.`);
    return [row, ...inside];
  });
export const fieldTable = (caption: string, schema: Schema): Html => table(caption, ['Field', 'Form', 'There', 'What it is'], rowsOf(schema));

/** The fields of one answer besides those that all have. */
export const ownFields = (schema: Schema): Html =>
  html`${Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== 'answer' && name !== 'referral')
    .map(([name, property], at) => {
      const { description } = schemaIn(property);
      const needed = schema.required?.includes(name) ? ' (needed)' : '';
      return html`${at > 0 ? '; ' : ''}${code(name)}${needed}${description ? `: ${description}` : ''}`;
    })}`;
/** The one of a choice whose `answer` is this. */
export const choiceOf = (schema: Schema, answer: string): Schema => schema.oneOf?.find(({ properties }) => schemaIn(properties?.answer).const === answer) ?? {};
