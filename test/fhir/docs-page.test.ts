/** The page for people: whole without script or style, nothing from elsewhere, and what it tells to do works as it stands. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signedHeaders } from '#delivery/sign';
import { answerExamples } from '#fhir/openapi/answers';
import { docsPage, pagePolicy } from '#fhir/openapi/docs-page';
import { openRoutes } from '#fhir/openapi/docs-route';
import { answers } from '#fhir/organisation/answer';
import { faultAnswer } from '#fhir/refusals';
import { signatureVerifier } from '#identity/signed-organisation';
import { endpoints, type Handler } from '#platform/endpoint';
import { html } from '#platform/html';
import { type RouteName, routes } from '#platform/routes';
import { instantOf, systemClock } from '#platform/time';
import { described, documented, operations } from '#test/open-api';

const page = docsPage(described);
type Tag = { name: string; attributes: string; within: string[]; text: string };
const voids = new Set(['meta', '!doctype']);
/** Every element in order; throws where a tag is not closed as it should be. */
const elements = (markup: string): Tag[] => {
  const [found, open]: [Tag[], Tag[]] = [[], []];
  for (const [, close, name = '', attributes = '', text = ''] of markup.matchAll(/<(\/?)([!a-z][a-z0-9]*)([^>]*)>([^<]*)/g)) {
    if (close) expect(open.pop()?.name).toBe(name);
    const tag = { name, attributes, within: open.map((one) => one.name), text };
    if (!close) found.push(tag);
    if (!close && !voids.has(name)) open.push(tag);
    for (const one of open.slice(0, -1)) one.text += text;
    if (close) for (const one of open.slice(-1)) one.text += text;
  }
  expect(open).toEqual([]);
  return found;
};
const all = elements(page);
const named = (name: string) => all.filter((one) => one.name === name);
const ids = all.flatMap(({ attributes }) => /\bid="([^"]+)"/.exec(attributes)?.[1] ?? []);
const plain = (text: string) =>
  text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" })[name] ?? '');
const snippet = (language: string) => plain(named('code').find(({ attributes }) => attributes.includes(`"${language}"`))?.text ?? expect.fail(language));

describe('the page', () => {
  test('is well formed, says its language and title, and can be small', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(page.startsWith('<!doctype html>\n<html lang="en-GB">')).toBe(true);
    expect(named('title').map(({ text }) => text)).toEqual(['Links Hub for organisations']);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(named('style')).toHaveLength(1);
    expect(/(?<!max-)width:\s*\d+(px|rem|em)/.test(named('style')[0]?.text ?? '')).toBe(false);
  });
  test('has its headings in order, one of the first level, and a landmark around everything', () => {
    const levels = all.flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? []).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.length).toBeGreaterThan(10);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const outside = all.filter(({ within }) => within.at(-1) === 'body').map(({ name }) => name);
    expect(outside).toEqual(['header', 'nav', 'main']);
  });
  test('has links that lead somewhere, by names that stand once', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const links = named('a').map(({ attributes }) => /href="([^"]+)"/.exec(attributes)?.[1] ?? '');
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      if (link.startsWith('#')) expect(ids, link).toContain(link.slice(1));
      else expect(['/fhir/metadata', '/openapi.json', 'https://www.standardwebhooks.com/']).toContain(link);
    }
    expect(named('a').filter(({ text }) => text.trim() === '')).toEqual([]);
  });
  test('has tables with a caption and heads for rows and columns, each in a frame of its own that keys can scroll', () => {
    const tables = page
      .split('<table>')
      .slice(1)
      .map((one) => one.split('</table>')[0] ?? '');
    expect(tables.length).toBeGreaterThan(8);
    for (const one of tables) {
      expect(one).toMatch(/^<caption>[^<]+<\/caption>/);
      const columns = one.match(/<th scope="col">/g)?.length ?? 0;
      const rows = one.split('<tbody>')[1]?.match(/<tr>.*?<\/tr>/gs) ?? [];
      expect([columns > 1, rows.length > 0]).toEqual([true, true]);
      for (const row of rows) {
        expect(row).toMatch(/^<tr><th scope="row">/);
        expect(row.match(/<t[hd]/g)).toHaveLength(columns);
      }
    }
    expect(page.match(/<div class="wide" role="region" tabindex="0" aria-label="[^"]+"><table>/g)).toHaveLength(tables.length);
    for (const { attributes } of named('pre')) expect(attributes).toContain('tabindex="0"');
  });
  test('runs no script, styles nothing in place and takes nothing from elsewhere', () => {
    for (const name of ['script', 'link', 'img', 'iframe', 'form', 'object', 'base']) expect(named(name)).toEqual([]);
    for (const { attributes } of all) expect(attributes).not.toMatch(/\b(on\w+|style|src)=/);
  });
  test('tells every answer, every address and every refusal', () => {
    const text = plain(all[0]?.text ?? '') + all.map((one) => plain(one.text)).join('\n');
    for (const answer of answers) expect(named('code').some((one) => one.text === answer)).toBe(true);
    let told = 0;
    for (const operation of operations) {
      expect(text).toContain(operation.summary);
      for (const { code, text: what } of Object.values(operation.responses).flatMap((one) => one['x-refusals'] ?? [])) {
        expect(text).toContain(what);
        expect(named('code').some((one) => one.text === code)).toBe(true);
        told += 1;
      }
    }
    expect(told).toBe(operations.flatMap(documented).filter((one) => one !== '200').length);
    for (const path of Object.keys(described.paths)) expect(text).toContain(path);
  });
  test('shows text as text, whatever stands in it', () => {
    const evil = '<script>alert("1")</script>&\'';
    expect(html`<p title="${evil}">${evil}${1}${[html`<b>${evil}</b>`]}</p>`.toString()).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;1<b>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</b></p>',
    );
    const changed = docsPage({ ...described, info: { ...described.info, title: evil } });
    expect(elements(changed).filter(({ name }) => name === 'script')).toEqual([]);
    expect(changed).toContain('<title>&lt;script&gt;');
  });
});

test('it is sent with a policy that lets in its own style and nothing else', async () => {
  const nothing: Handler = async () => ({ status: 404 });
  const others = Object.fromEntries(Object.keys(routes).map((name) => [name, nothing])) as Record<RouteName, Handler>;
  const ids_ = { id: () => 'request', short: () => 's', bytes: (length: number) => new Uint8Array(length) };
  const deps = { clock: systemClock, ids: ids_, log: () => undefined, fault: faultAnswer };
  const lambda = endpoints({ ...others, ...openRoutes('https://hub.example') }, deps);
  const event = {
    routeKey: routes.docs,
    rawPath: '/docs',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { http: { method: 'GET' } },
  };
  const { statusCode, headers, body } = await lambda(event, {} as never);
  expect([statusCode, body]).toEqual([200, page]);
  const sum = createHash('sha256')
    .update(/<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '')
    .digest('base64');
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${sum}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(headers['content-security-policy']).toBe(pagePolicy);
});

describe('its snippets work as they stand', () => {
  const secret = randomBytes(32);
  const text = `whsec_${secret.toString('base64')}`;
  test('the one that verifies takes what the hub signs, with a second key too, and nothing else', () => {
    const now = instantOf(Math.floor(Date.now() / 1000) * 1000);
    const body = '{"type":"referral.requested","place":"Ùig"}';
    const headers = signedHeaders({ id: 'evt_one', body }, [randomBytes(32), secret], now);
    const late = signedHeaders({ id: 'evt_one', body }, [secret], instantOf(Date.parse(now) - 301_000));
    const tries: [string, object, string][] = [
      [text, headers, body],
      [text, headers, `${body} `],
      [`whsec_${randomBytes(32).toString('base64')}`, headers, body],
      [text, { ...headers, 'webhook-id': 'evt_two' }, body],
      [text, late, body],
      [text, { ...headers, 'webhook-signature': '' }, body],
      [text, {}, body],
    ];
    const asked = `console.log(JSON.stringify(${JSON.stringify(tries)}.map(([secret, headers, body]) => isFromTheHub(secret, headers, Buffer.from(body)))));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `${snippet('javascript')}\n${asked}`], { encoding: 'utf8' });
    expect(JSON.parse(stdout || stderr)).toEqual([true, false, false, false, false, false, false]);
  });
  test('the one that signs is taken by the hub, for an answer and for a fetch', async () => {
    const curl = `curl() { echo "== $1"; for one in "$@"; do case $one in @*) cat "\${one#@}";; *answer*accept*) echo "body: $one";; esac; done; }`;
    const env = { ...process.env, SECRET: text, ORGANISATION: 'drumgarth', REFERRAL: String(answerExamples[0]?.value.referral) };
    const { stdout } = spawnSync('bash', ['-c', `${curl}\n${snippet('bash')}`], { encoding: 'utf8', env });
    const calls = stdout.split('== ').slice(1);
    expect(calls).toHaveLength(2);
    const directory = { answerKeys: async () => [{ id: 'one', scheme: 'v1' as const, ciphertext: 'c' }] };
    const verify = signatureVerifier({ directory, secrets: { encrypt: async () => 'c', decrypt: async () => secret }, clock: systemClock });
    for (const [at, said] of calls.entries()) {
      const [address = '', ...lines] = said.trim().split('\n');
      const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
      const path = address.replace('https://hub.example', '');
      const method = at === 0 ? 'POST' : 'GET';
      const signed = { organisation: 'drumgarth', method, path, headers, body: Buffer.from(at === 0 ? headers.body : '') };
      expect(await verify(signed)).toMatchObject({ ok: true });
      expect(await verify({ ...signed, headers: { ...headers, 'webhook-id': 'msg_2' } })).toMatchObject({ ok: false });
    }
  });
});
