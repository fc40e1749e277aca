/** What an organisation does to receive a referral, in the order in which it does it; each snippet is run by a test. */
import { schedule } from '#delivery/retry';
import { type Html, html } from '#platform/html';
import { snippet } from './docs-table.ts';
import { verifyPart } from './docs-verify.ts';

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

<h2 id="sandbox">Try it without anybody</h2>
<p>The hub runs on your own machine, with invented people: its source has a sandbox organisation and a small receiver to copy, with nothing to install but
Node.js. In the folder of the source:</p>
<ol>
<li><code>npm start</code>, and leave it running.</li>
<li>In a second terminal <code>npm run onboard -- docs/receiver/sandbox.json</code>: now the hub knows the organisation <code>sandbox</code>, its address
on your machine and its two secrets, which are nobody’s.</li>
<li><code>node docs/receiver/receiver.mjs</code>. It checks signatures, says yes, fetches what it needs and says what it would do next. Change what it answers.</li>
<li>Refer somebody to <code>Organization/sandbox</code>, as README.md shows it for the food pantry. Or open the hub in a browser as the programme’s
manager, choose Systems and the sandbox, and send it a test message.</li>
</ol>

${verifyPart()}

<h2 id="sign">Sign what you send</h2>
<p>The same way, with your own secret and a new <code>webhook-id</code> for each answer; the same id only to repeat one. The signature covers the body, so
the body names the referral. A GET has no body: its method and path are signed. In bash:</p>
${snippet('bash', signing(baseUrl))}
`;
