/** How a signature is checked, in four languages, and messages with known signatures to try it on. A test runs each of them on all of these. */
import { signedHeaders } from '#delivery/sign';
import { type Html, html } from '#platform/html';
import { instantOf } from '#platform/time';
import { code, snippet, table } from './docs-table.ts';

/** Node.js, with nothing to install. */
const javascript = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** secret: whsec_…, as it was handed to you; body: the bytes as they came, before anything parses them. */
export const isFromTheHub = (secret, headers, body, now = Date.now()) => {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  if (!/^\\d{10}$/.test(at ?? '') || Math.abs(now / 1000 - Number(at)) > 300) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(\`\${id}.\${at}.\`).update(body).digest();
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
};`;
/** Python 3.9 or newer, with nothing to install. */
const python = `import base64, hashlib, hmac, re, time

def is_from_the_hub(secret, headers, body, now=None):
    """headers: by names in lower case; body: the bytes as they came."""
    name, at, signatures = (headers.get("webhook-" + one, "") for one in ("id", "timestamp", "signature"))
    if not re.fullmatch("[0-9]{10}", at) or abs((now or time.time()) - int(at)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    wanted = b"v1," + base64.b64encode(digest)
    return any(hmac.compare_digest(one.encode(), wanted) for one in signatures.split(" "))`;
/** PHP 8. */
const php = `function is_from_the_hub(string $secret, array $headers, string $body, ?int $now = null): bool {
    // headers: by names in lower case; body: file_get_contents('php://input')
    [$id, $at, $signatures] = array_map(fn ($one) => $headers["webhook-$one"] ?? '', ['id', 'timestamp', 'signature']);
    if (!preg_match('/^[0-9]{10}$/D', $at) || abs(($now ?? time()) - (int) $at) > 300) return false;
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$at.$body", $key, true));
    foreach (explode(' ', $signatures) as $one) if (hash_equals($wanted, $one)) return true;
    return false;
}`;
/** bash, with openssl. */
const shell = `# secret, webhook-id, webhook-timestamp, webhook-signature, a file with the body as it came, and the second it is now
is_from_the_hub() {
  local key=$(echo "\${1#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n') now=\${6:-$(date +%s)}
  [[ $3 =~ ^[1-9][0-9]{9}$ ]] && (( now - $3 <= 300 && $3 - now <= 300 )) || return 1
  local wanted=v1,$({ printf %s "$2.$3."; cat "$5"; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
  [[ " $4 " == *" $wanted "* ]]
}`;

export const languages = [
  ['javascript', 'In Node.js', javascript],
  ['python', 'In Python', python],
  ['php', 'In PHP', php],
  ['sh', 'In bash, with openssl', shell],
] as const;

const secret = 'whsec_dGVzdCB2ZWN0b3JzIG9mIExpbmtzIEh1YiwgYSBzZWNyZXQgb2Ygbm9ib2R5';
const otherSecret = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgd2hpY2ggaXMgb2Ygbm9ib2R5IHRvbw==';
const bytesOf = (text: string) => Buffer.from(text.replace('whsec_', ''), 'base64');
const at = instantOf(Date.UTC(2026, 10, 30, 9));
const later = 300_000;
const plain = '{"type":"hub.test","timestamp":"2026-11-30T09:00:00.000Z","data":{"organisation":"sandbox"}}';
const accented = '{"type":"hub.test","place":"Ùig, 10 £ – “ceilidh” 🍞"}';
const signed = (id: string, body: string, by = [secret], time = at) => signedHeaders({ id, body }, by.map(bytesOf), time);

export type Vector = { what: string; headers: Record<string, string>; body: string; good: boolean };
/** All at the same moment, in seconds since 1970, with the same secret. */
export const vectors: { secret: string; now: number; list: readonly Vector[] } = {
  secret,
  now: Date.parse(at) / 1000,
  list: [
    { what: 'a plain body', headers: signed('evt_one', plain), body: plain, good: true },
    { what: 'letters beyond ASCII', headers: signed('evt_two', accented), body: accented, good: true },
    { what: 'two signatures, the second is yours', headers: signed('evt_three', plain, [otherSecret, secret]), body: plain, good: true },
    { what: 'five minutes old', headers: signed('evt_four', plain, [secret], instantOf(Date.parse(at) - later)), body: plain, good: true },
    { what: 'one second older', headers: signed('evt_five', plain, [secret], instantOf(Date.parse(at) - later - 1000)), body: plain, good: false },
    { what: 'from too far ahead', headers: signed('evt_six', plain, [secret], instantOf(Date.parse(at) + later + 1000)), body: plain, good: false },
    { what: 'somebody else’s secret', headers: signed('evt_seven', plain, [otherSecret]), body: plain, good: false },
    { what: 'a space more in the body', headers: signed('evt_eight', plain), body: `${plain} `, good: false },
    { what: 'under another id', headers: { ...signed('evt_nine', plain), 'webhook-id': 'evt_ten' }, body: plain, good: false },
    { what: 'no signature', headers: { ...signed('evt_eleven', plain), 'webhook-signature': '' }, body: plain, good: false },
  ],
};

export const verifyPart = (): Html => html`
<h2 id="verify">Verify the signature</h2>
<p>Messages are signed by <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>, for which there are libraries in most languages. The signature
is the HMAC-SHA256 of <code>webhook-id.webhook-timestamp.body</code>, in base64 behind <code>v1,</code>. While a secret is changed there are two
signatures, parted by a space: one good one is enough. Refuse what is not signed so with 401: before your address is used, the hub sends it forged
messages, and it must not take them.</p>
${languages.map(([language, title, text]) => html`<h3>${title}</h3>${snippet(language, text)}`)}
<h3 id="vectors">Try yours</h3>
<p>The secret is ${code(vectors.secret)}, and it is ${code(String(vectors.now))} seconds since 1970. The bodies are UTF-8.</p>
${table(
  'Messages with known signatures',
  ['Message', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'Body', 'From the hub'],
  vectors.list.map(({ what, headers, body, good }) => [
    html`${what}`,
    ...(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const).map((name) => code(headers[name] ?? '')),
    code(body),
    html`${good ? 'yes' : 'no'}`,
  ]),
)}`;
