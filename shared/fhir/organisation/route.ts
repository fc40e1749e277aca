/** The organisation's two addresses: answer a referral, and once accepted fetch what its service needs. Both signed with its own key. */
import { readId } from '#fhir/ids';
import type { FhirPorts } from '#fhir/ports';
import { notFound, refusal, refuse } from '#fhir/refusals';
import { sha256 } from '#fhir/same-content';
import { readJson } from '#fhir/structure/json';
import { maySeeOnward } from '#identity/access-policy';
import type { SignedBy, SignedRequest } from '#identity/signed-organisation';
import type { OrganisationCaller } from '#identity/types';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { carryOut, type Done } from '#referral/carry-out';
import { applyCommit } from '#referral/evolve';
import type { Loaded } from '#referral/referral-store';
import type { OnwardId, Referral, ReferralId } from '#referral/types';
import { actOf, answerBody } from './answer.ts';
import { answerIssues } from './answer-issues.ts';
import { refusedAnswer } from './answer-refusals.ts';
import { organisationView } from './view.ts';

type OrganisationPorts = FhirPorts & { verifySignature(request: SignedRequest): Promise<SignedBy> };
type Signed = { ok: true; caller: OrganisationCaller; webhookId: string; referral: ReferralId; onward: OnwardId } | { ok: false; answer: Answer };

const no = (answer: Answer): Signed => ({ ok: false, answer });

const signed = async (call: Call, ports: OrganisationPorts): Promise<Signed> => {
  const { organisation = '', task = '' } = call.pathParameters;
  if (call.header('content-encoding')) return no(refusal(415, 'not-supported', 'Send the body without content-encoding: the signature is over its bytes.'));
  const path = call.rawQuery ? `${call.path}?${call.rawQuery}` : call.path;
  const by = await ports.verifySignature({ organisation, method: call.method, path, headers: call.headers, body: call.body });
  if (!by.ok) return no(refusal(401, 'login', by.text, undefined, { 'www-authenticate': 'Signature realm="Links Hub", scheme="Standard Webhooks 1.0.0"' }));
  const id = readId(task);
  return id?.onward ? { ok: true, caller: by.caller, webhookId: by.webhookId, referral: id.referral, onward: id.onward } : no(notFound());
};

const onwardOf = (referral: Referral, id: OnwardId, caller: OrganisationCaller) => {
  const onward = referral.onward.find((one) => one.id === id);
  return onward && maySeeOnward(caller, referral, onward) ? onward : undefined;
};

/** A repeated answer shows the referral as its first commit left it. */
const asAnswered = (loaded: Loaded, done: Done): Referral =>
  loaded.commits.filter((commit) => commit.rev <= done.rev).reduce<Referral | undefined>(applyCommit, undefined) ?? loaded.referral;

/** POST: one answer, once per webhook-id. */
export const answerRoute =
  (ports: OrganisationPorts): Handler =>
  async (call) => {
    const who = await signed(call, ports);
    if (!who.ok) return who.answer;
    const json = readJson(call.body);
    if (!json.ok) return refuse([json.issue]);
    const parsed = answerBody.safeParse(json.value);
    if (!parsed.success) return refuse(answerIssues(parsed.error.issues));
    if (parsed.data.referral !== who.onward)
      return refusal(400, 'invalid', 'referral must be the id in the address: the one that was sent to you.', 'referral');
    const receipt = {
      key: await ports.keys.mac('receipt', `organisation/${who.caller.organisation}\n${who.onward}\n${who.webhookId}`),
      body: sha256(call.body),
    };
    const done = await carryOut(ports.carryOut, who.referral, { ...actOf(parsed.data, who.onward), by: who.caller, at: call.receivedAt }, receipt);
    if (!done.ok) return refusedAnswer(done);
    const loaded = done.repeated ? await ports.carryOut.store.load(who.referral) : undefined;
    const referral = loaded ? asAnswered(loaded, done) : done.referral;
    const onward = onwardOf(referral, who.onward, who.caller);
    const reader = { caller: who.caller, at: call.receivedAt };
    return onward
      ? {
          status: 200,
          contentType: 'application/json',
          body: await organisationView(onward, referral, { ...reader, now: loaded?.referral ?? done.referral }, ports),
        }
      : notFound();
  };

/** GET: the request as the organisation may see it now; after its yes with what its service needs to reach the person. */
export const fetchRoute =
  (ports: OrganisationPorts): Handler =>
  async (call) => {
    const who = await signed(call, ports);
    if (!who.ok) return who.answer;
    const loaded = await ports.carryOut.store.load(who.referral);
    const onward = loaded && onwardOf(loaded.referral, who.onward, who.caller);
    if (!loaded || !onward) return notFound();
    const sent = await ports.carryOut.store.sent(who.referral);
    const reading = { caller: who.caller, at: call.receivedAt, now: loaded.referral, commits: loaded.commits, ...(sent === undefined ? {} : { sent }) };
    return { status: 200, contentType: 'application/json', body: await organisationView(onward, loaded.referral, reading, ports) };
  };
