/** What an organisation does to receive a referral, in the order in which it does it; each snippet is run by a test. */
import { schedule } from '#delivery/retry';
import { type Html, html } from './html.ts';

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];
const spoken = (milliseconds: number): string => {
  const [length, name] = units.find(([unit]) => milliseconds >= unit) ?? [1, 'millisecond'];
  const amount = milliseconds / length;
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
};
const waits = schedule.filter((wait) => wait > 0).map(spoken);

/** Node.js, with nothing to install. */
const verifying = `import { createHmac, timingSafeEqual } from 'node:crypto';

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

/** bash, with openssl and curl. */
const signing = (baseUrl: string) => `sign() {
  local key=$(echo "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
  local id=msg_$RANDOM$RANDOM now=$(date +%s)
  local signature=$(printf %s "$id.$now.$1" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
  printf 'webhook-id: %s\\nwebhook-timestamp: %s\\nwebhook-signature: v1,%s\\n' "$id" "$now" "$signature"
}
path=/organisations/$ORGANISATION/referrals/$REFERRAL
answer='{"referral":"'$REFERRAL'","answer":"accept"}'
curl ${baseUrl}$path/answers -H @<(sign "$answer") -H 'Content-Type: application/json' -d "$answer"
curl ${baseUrl}$path -H @<(sign "GET $path")`;

const code = (language: string, text: string): Html => html`<pre tabindex="0"><code class="${language}">${text}</code></pre>`;

export const guide = (baseUrl: string): Html => html`
<h2 id="receive">Receive a referral</h2>
<ol>
<li>Whoever runs this hub registers you: your services, what each needs to know of a person, an https address of yours, and two secrets: one with which
the hub signs what it sends you, one with which you sign what you send. Keep both as you keep a password.</li>
<li>The hub posts a small message to your address. It says what kind of help is asked for, where and until when to answer: no name. Its form is
<a href="#notice">below</a>.</li>
<li><a href="#verify">Verify its signature</a>, keep its <code>webhook-id</code> so that the same message is worked on once, and answer 2xx within
15 seconds. Anything else is tried again, after ${waits.slice(0, -1).join(', ')} and ${waits.at(-1) ?? ''}; the <code>Retry-After</code> you send is kept.
410 means that nothing is to be sent to this address any more.</li>
<li><a href="#answers">Answer</a> <code>accept</code> or <code>decline</code> at the message’s <code>answerUrl</code>, <a href="#sign">signed</a>.</li>
<li>After your yes, fetch the message’s <code>fetchUrl</code>: now it holds how to reach the person. Do not keep it longer than you need it.</li>
<li>When help was given, answer <code>complete</code> and say what was done. The practitioner and the person’s practice learn it from the hub.</li>
</ol>

<h2 id="verify">Verify the signature</h2>
<p>Messages are signed by <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>, for which there are libraries in most languages. The signature
is the HMAC-SHA256 of <code>webhook-id.webhook-timestamp.body</code>, in base64 behind <code>v1,</code>. While a secret is changed there are two
signatures, parted by a space: one good one is enough. In Node.js:</p>
${code('javascript', verifying)}

<h2 id="sign">Sign what you send</h2>
<p>The same way, with your own secret and a new <code>webhook-id</code> for each answer; the same id only to repeat one. The signature covers the body, so
the body names the referral. A GET has no body: its method and path are signed. In bash:</p>
${code('bash', signing(baseUrl))}
`;
