/** Somebody came back: a new episode of their own referral, made and taken on by the practitioner in one click, each with a link to the other. */
import type { ServiceRequest } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { saidOf } from '#fhir/record/consent-door';
import { sha256 } from '#fhir/same-content';
import { awaitsDecision, recordsOf } from '#people/merging';
import { recordStore } from '#people/record-store';
import type { Person } from '#people/types';
import { nextTry } from '#referral/attempts';
import { submit } from '#referral/carry-out';
import { withEarlier } from '#referral/consent';
import { isEnded } from '#referral/edges';
import type { UniqueKey } from '#referral/referral-store';
import type { Referral, ReferralId, RequestFacts } from '#referral/types';
import { calendar, londonDate } from '#referral/working-days';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { did } from '#web/work/did';

/** Of each referral somebody comes back once; after that from the new one. */
const identifierOf = (id: ReferralId) => ({ system: `${system.hub}/came-back`, value: id });
const keyOf = async ({ id, practice }: Referral, { ports }: Visit): Promise<UniqueKey> => {
  const { system: of, value } = identifierOf(id);
  const mac = await ports.fhir.keys.mac('identifier', `${of}|${value}`);
  return { kind: 'identifier', requester: practice, mac, body: sha256(id) };
};

/** What they agreed to before stands, with what they took back since. */
const factsOf = async (old: Referral, person: Person, { who, ports }: Visit): Promise<RequestFacts> => {
  const records = await Promise.all(recordsOf(person).map((id) => recordStore(ports.fhir.referrals).ofPerson('Consent', id)));
  const consents = withEarlier({ ...old, consentAt: old.receivedAt }, saidOf(records.flat(), ports.fhir));
  const { practice, area, need, doNotContact, restricted } = old;
  return {
    ...{ practice, area, need, doNotContact, person: person.id, requester: who.caller.client, urgency: 'routine' as const, ...consents },
    warnings: awaitsDecision(person) ? ['person-mismatch'] : [],
    ...(restricted ? { restricted } : {}),
    cameBackFrom: old.id,
    source: 'practitioner',
  };
};
/** As small as a request can be; what was asked for is as it was. */
const requestOf = (old: Referral, sent: ServiceRequest, person: Person, { who, at }: Visit): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  identifier: [identifierOf(old.id)],
  replaces: [{ reference: `ServiceRequest/${old.id}` }],
  ...(sent.category ? { category: sent.category } : {}),
  ...(sent.code ? { code: sent.code } : {}),
  subject: { reference: `Patient/${person.id}` },
  authoredOn: at,
  requester: { display: who.user.name },
});

const mayComeBack = ({ status }: Referral): boolean => isEnded(status) && status !== 'entered-in-error';
const opened = async (old: Referral, person: Person, visit: Visit) => {
  const { ports, who, at } = visit;
  const sent: ServiceRequest = JSON.parse((await ports.fhir.carryOut.store.sent(old.id)) ?? '{}');
  const [facts, key] = await Promise.all([factsOf(old, person, visit), keyOf(old, visit)]);
  const id = ports.ids.id() as ReferralId;
  return submit(ports.fhir.carryOut, {
    command: { type: 'submit', by: who.caller, at, id, draft: false, facts },
    sent: JSON.stringify(requestOf(old, sent, person, visit)),
    unique: [key],
  });
};

export const cameBackPage: Page = {
  path: '/app/work/referrals/{referral}/came-back',
  for: ['practitioner'],
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const { referral, known } = found;
    if (!mayComeBack(referral) || !known || referral.died || known.summary.died) return { trouble: 'notPossible' };
    const made = await opened(referral, known.person, visit);
    if (!made.ok) return refusedPage(made);
    if ('taken' in made) return { go: `/app/work/referrals/${made.taken.referral}` };
    const { id } = made.referral;
    const day = nextTry(visit.today, calendar((await visit.ports.fhir.directory.area(referral.area))?.holidays));
    await act(visit, id, { type: 'accept', next: { kind: 'first-call', day, mode: 'telephone' } });
    return { go: `/app/work/referrals/${id}?${did('came-back')}` };
  },
};

/** Of an episode that is over: the next one, or the button that opens it. */
export const cameBackView = async ({ referral }: Case, visit: Visit): Promise<Html> => {
  const { words, ports, who } = visit;
  const next = await ports.fhir.carryOut.store.taken(await keyOf(referral, visit));
  const { page } = words.referral;
  const again = mayComeBack(referral) && formTo(`/app/work/referrals/${referral.id}/came-back`, who.csrf, button(page.cameBack, 'secondary'));
  return html`<div class="hub_card"><p>${page.closed}</p>${
    next ? html`<p>${words.cover.back.to}: <a href="/app/work/referrals/${next.referral}">${nearDay(londonDate(next.at), visit.today, words)}</a></p>` : again
  }</div>`;
};
/** Of a new one: the episode before. */
export const episodeBefore = async ({ referral }: Case, visit: Visit): Promise<Html | undefined> => {
  const { cameBackFrom } = referral;
  const before = cameBackFrom && (await visit.ports.fhir.carryOut.store.load(cameBackFrom));
  if (!before) return undefined;
  const day = nearDay(londonDate(before.referral.receivedAt), visit.today, visit.words);
  return html`<p>${visit.words.cover.back.from}: <a href="/app/work/referrals/${before.referral.id}">${day}</a></p>`;
};
