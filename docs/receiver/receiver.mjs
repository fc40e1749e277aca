/**
 * A small receiver to copy: takes the hub's messages, checks them, answers, and fetches what it needs after its yes.
 * Node.js 20 or newer, nothing to install: node docs/receiver/receiver.mjs
 * What to change for your own organisation stands at `decide`.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The sandbox's are in sandbox.json and secret to nobody; yours are handed to you, and belong where you keep passwords. */
const settings = {
  hub: process.env.HUB ?? 'http://127.0.0.1:8787',
  organisation: process.env.ORGANISATION ?? 'sandbox',
  /** The hub signs with it. */
  hubSecret: process.env.HUB_SECRET ?? 'whsec_dGhlIHNhbmRib3ggaHViIHNlY3JldCwgb2Ygbm9ib2R5ISE=',
  /** You sign with it. */
  ownSecret: process.env.OWN_SECRET ?? 'whsec_dGhlIHNhbmRib3ggb3duIHNlY3JldCwgb2Ygbm9ib2R5ISE=',
  port: Number(process.env.PORT ?? 8790),
};
const mac = (secret, id, at, content) =>
  createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${at}.${content}`)
    .digest();

const isFromTheHub = (headers, body) => {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  if (!/^\d{10}$/.test(at ?? '') || Math.abs(Date.now() / 1000 - Number(at)) > 300) return false;
  const wanted = mac(settings.hubSecret, id, at, body);
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
};

const signed = (content, id = `msg_${randomUUID()}`) => {
  const at = String(Math.floor(Date.now() / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${mac(settings.ownSecret, id, at, content).toString('base64')}` };
};
/** The same `id` sends the same answer again: it happens once, however often it is sent. */
const answer = async (referral, what, id) => {
  const body = JSON.stringify({ referral, ...what });
  const address = `${settings.hub}/organisations/${settings.organisation}/referrals/${referral}/answers`;
  const response = await fetch(address, { method: 'POST', headers: { ...signed(body, id), 'content-type': 'application/json' }, body });
  if (!response.ok) throw new Error(`${what.answer} was not taken: ${response.status} ${await response.text()}`);
  return response.json();
};
const fetched = async (referral) => {
  const path = `/organisations/${settings.organisation}/referrals/${referral}`;
  const response = await fetch(`${settings.hub}${path}`, { headers: signed(`GET ${path}`) });
  if (!response.ok) throw new Error(`it could not be fetched: ${response.status}`);
  return response.json();
};

/** Here your own rules go. `need` says what kind of help is asked for; nobody is named before your yes. */
const decide = ({ referral }) => ({ answer: 'accept', reference: `SANDBOX-${referral.slice(-4)}`, worker: 'Whoever is in' });

const acts = {
  'referral.requested': async (data, id) => {
    await answer(data.referral, decide(data), `answer_${id}`);
    const { person, answers = [] } = await fetched(data.referral);
    // Ring the person by what is in `person`; do not keep it longer than you need it, and write it into no log.
    console.log(`${data.referral}: said yes; told ${Object.keys(person ?? {}).join(', ')} and ${answers.length} answers`);
  },
  'referral.cancellation-requested': async (data, id) => {
    await answer(data.referral, { answer: 'cancel' }, `answer_${id}`);
    console.log(`${data.referral}: stopped`);
  },
};

/** Keep these in a database: a message may come again, also after you were switched off and on. */
const done = new Set();
const take = async (id, { type, data }) => {
  if (done.has(id)) return;
  console.log(`${type} ${data.referral ?? ''}`);
  await acts[type]?.(data, id);
  done.add(id);
};

createServer(async (request, response) => {
  const body = await text(request);
  if (request.method !== 'POST' || !isFromTheHub(request.headers, body)) return response.writeHead(401).end();
  try {
    await take(request.headers['webhook-id'], JSON.parse(body));
    response.writeHead(204).end();
  } catch (error) {
    // The hub tries again, so that nothing is lost by a fault of yours.
    console.error(String(error));
    response.writeHead(503).end();
  }
}).listen(settings.port, '127.0.0.1', function listening() {
  console.log(`Listening on http://127.0.0.1:${this.address().port}/`);
});
