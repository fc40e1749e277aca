/** `/docs`: the OpenAPI description as a page for people. No script, nothing from elsewhere; it can be read without its style and at 320 pixels. */
import { createHash } from 'node:crypto';
import { reasonSystems } from '#fhir/codes';
import { type Html, html } from '#platform/html';
import { answerExamples } from './answers.ts';
import { guide } from './docs-guide.ts';
import { noticeTypes } from './docs-notices.ts';
import { choiceOf, code, fieldTable, listed, ownFields, snippet, table } from './docs-table.ts';
import type { OpenApi, OperationOf } from './openapi.ts';

/** It holds nothing that must be escaped. */
const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:56rem;padding:1rem}
h2{margin-top:3rem}h3{margin-top:2rem}h1,h2,h3,p,li{overflow-wrap:anywhere}.wide,pre{overflow-x:auto}table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{border:1px solid;padding:.4rem;text-align:left;vertical-align:top}
pre{border:1px solid;padding:.8rem}:focus-visible{outline:3px solid;outline-offset:2px}`;
/** Lets in this style alone. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const answersPart = ({ components: { schemas } }: OpenApi): Html => html`
<h2 id="answers">Answers</h2>
<p>The body is JSON: <code>answer</code> says which, <code>referral</code> to what (the id in the address), the other fields are its own. A field that an
answer does not have is refused.</p>
${table(
  'Each answer',
  ['Answer', 'What it says', 'Possible while the referral is', 'Its own fields'],
  answerExamples.map(({ summary, from, value }) => [
    code(value.answer),
    html`${summary}`,
    html`${from.join(', ')}`,
    html`${schemas.Answer ? ownFields(choiceOf(schemas.Answer, value.answer)) : ''}`,
  ]),
)}
<p>A <code>reason</code> has a <code>text</code> in your own words and a <code>code</code>, one of ${listed(Object.keys(reasonSystems))}.</p>
${answerExamples.slice(0, 2).map(({ value }) => snippet('json', JSON.stringify(value, null, 2)))}`;

const noticePart = ({ components: { schemas } }: OpenApi): Html => html`
<h2 id="notice">What the hub sends you</h2>
${noticeTypes()}
${schemas.Notice ? fieldTable('A message about a referral', schemas.Notice) : ''}
<h2 id="referral">What you fetch</h2>
${schemas.Referral ? fieldTable('The referral', schemas.Referral) : ''}`;

const credential = ({ security: [first] }: OperationOf): string => {
  if (!first) return 'Anybody may ask.';
  return 'signature' in first ? 'Signed with your key, as above.' : 'With an access token, as Authorization: Bearer.';
};
const refusalRows = ({ responses }: OperationOf): [Html, Html, Html][] =>
  Object.entries(responses).flatMap(([status, { 'x-refusals': refusals = [] }]) =>
    refusals.map((row): [Html, Html, Html] => [html`${status}`, code(row.code), html`${row.text}`]),
  );
const operationPart = (method: string, path: string, operation: OperationOf): Html => html`
<h3 id="${operation.operationId}">${operation.summary}: ${code(`${method.toUpperCase()} ${path}`)}</h3>
<p>${operation.description} ${credential(operation)}</p>
${
  operation.parameters.length > 0
    ? table(
        `What ${operation.operationId} needs`,
        ['Name', 'Where', 'What it is'],
        operation.parameters.map((one) => [code(one.name), html`${one.in}`, html`${one.description}`]),
      )
    : ''
}
<p>200: ${operation.responses['200']?.description ?? ''}</p>
${refusalRows(operation).length > 0 ? table(`Refusals of ${operation.operationId}`, ['Status', 'Code', 'What to do'], refusalRows(operation)) : ''}`;
const addressesPart = ({ paths }: OpenApi): Html => html`
<h2 id="addresses">Every address</h2>
<p>A refusal is JSON: an OperationOutcome whose <code>issue</code> has a <code>code</code> and, in <code>details.text</code>, what to do; of a token an
<code>error</code> and its <code>error_description</code>. Told 429, too many at once, wait and send the same again.</p>
${Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => operationPart(method, path, operation)))}`;

const contents: Readonly<Record<string, string>> = {
  receive: 'Receive a referral',
  sandbox: 'Try it without anybody',
  verify: 'Verify the signature',
  vectors: 'Messages with known signatures',
  sign: 'Sign what you send',
  answers: 'Answers',
  notice: 'What the hub sends you',
  referral: 'What you fetch',
  addresses: 'Every address and its refusals',
};

export const docsPage = (document: OpenApi): string => {
  const baseUrl = document.servers[0]?.url ?? '';
  return String(html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title><style>${style}</style></head>
<body><header><h1>${document.info.title}</h1><p>${document.info.summary}. GP systems speak FHIR with this hub: see <a href="/fhir/metadata">its
CapabilityStatement</a>. Programs read this page as <a href="/openapi.json">OpenAPI</a>.</p></header>
<nav aria-label="On this page"><ul>${Object.entries(contents).map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>${guide(baseUrl)}${answersPart(document)}${noticePart(document)}${addressesPart(document)}</main></body></html>
`);
};
