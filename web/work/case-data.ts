/** What the pages of a practitioner load: her caseload, or one referral with everything about it. */
import type { ServiceRequest } from 'fhir/r4.js';
import { maySee, practicesOf } from '#identity/access-policy';
import type { PractitionerId } from '#identity/types';
import { openingStore } from '#people/opening-store';
import { isId } from '#platform/ids';
import type { Instant } from '#platform/types';
import { lastClosed, openCaseload } from '#referral/caseload-store';
import { isOverdue } from '#referral/lone-visits';
import { isSensitive } from '#referral/needs';
import { sideOf, standsFor } from '#referral/party';
import type { CaseRow } from '#referral/referral-items';
import type { Commit, PersonId, Referral, ReferralId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { maskedPerson, maskedRequest } from '#web/people/masked';
import { type Known, knownPeople } from '#web/people/people';
import { markedSensitive } from '#web/people/sensitive';

export const readReferralId = (text: string | undefined): ReferralId | undefined => (text !== undefined && isId(text) ? (text as ReferralId) : undefined);

export const practitionerOf = ({ who }: Visit): PractitionerId | undefined => (who.caller.kind === 'practitioner' ? who.caller.practitioner : undefined);

/** A row whose name lists do not show, whatever the reason. */
export const marked = async (rows: readonly CaseRow[], { ports }: Visit): Promise<CaseRow[]> => {
  const isMarked = await markedSensitive(
    rows.flatMap(({ row }) => row),
    ports.fhir.directory,
  );
  return rows.map((row) => (row.row.some(isMarked) ? { ...row, sensitive: true as const } : row));
};

/** Absent: for nobody today. */
export const coversOf = ({ who }: Visit) => (who.caller.kind === 'practitioner' ? who.caller.covers : undefined);

/** `out`: every visit alone in her practices that is overdue, whether she may see its referral or not. */
export type Caseload = { rows: readonly CaseRow[]; out: readonly CaseRow[]; people: ReadonlyMap<PersonId, Known>; names: ReadonlyMap<string, string> };
/** Names of organisations and practices, by id; each read once. */
const namesOf = async (rows: readonly CaseRow[], { ports }: Visit): Promise<Map<string, string>> => {
  const { directory } = ports.fhir;
  const organisations = [...new Set(rows.flatMap(({ row }) => row.map(({ organisation }) => organisation)))];
  const practices = [...new Set(rows.map(({ practice }) => practice))];
  const practitioners = [...new Set(rows.flatMap((row) => ('practitioner' in row && row.practitioner ? [row.practitioner] : [])))];
  const found = await Promise.all([
    ...organisations.map((id) => directory.organisation(id)),
    ...practices.map((id) => directory.practice(id)),
    ...practitioners.map((id) => directory.practitioner(id)),
  ]);
  return new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
};
/** Everything open in her practices that she may see; or, instead, so many of those that were closed last. */
export const caseloadOf = async (visit: Visit, closed?: { from: Instant; newest: number }): Promise<Caseload> => {
  const { who, ports } = visit;
  const [{ referrals }, practices] = [ports.fhir, [...practicesOf(who.caller)]];
  const all = await (closed ? lastClosed(referrals, practices, closed.from, closed.newest) : openCaseload(referrals, practices));
  const out = all.filter((row) => isOverdue(row, visit.at));
  const rows = await marked(
    all.filter((row) => sideOf(who.caller, row) !== undefined),
    visit,
  );
  const [people, names] = await Promise.all([
    knownPeople(
      rows.map(({ person }) => person),
      ports.fhir.referrals,
    ),
    namesOf([...rows, ...out], visit),
  ]);
  return { rows, out, people, names };
};

type Held = { practitioner?: PractitionerId | undefined } | object;
export const holderOf = (one: Held): PractitionerId | undefined => ('practitioner' in one ? one.practitioner : undefined);
/** She has it, or stands in for who has it. */
export const isHers = ({ who }: Visit, one: Held): boolean => {
  const holder = holderOf(one);
  return holder !== undefined && who.caller.kind === 'practitioner' && standsFor(who.caller, holder);
};
/** Nobody has it yet, or it is hers. */
export const isAllocated = (visit: Visit, one: Held): boolean => holderOf(one) === undefined || isHers(visit, one);
const isDiscreet = async (referral: Referral, known: Known | undefined, { ports }: Visit): Promise<boolean> =>
  isSensitive(referral) || known?.about.sensitive === true || referral.onward.some(await markedSensitive(referral.onward, ports.fhir.directory));
const wasOpened = ({ area }: Referral, { person }: Known, { ports, today, who }: Visit): Promise<boolean> =>
  openingStore(ports.access).isOpen({ area, day: today, user: who.user.id, person: person.id });

/** `sensitive`: lists do not show the name. `masked`: nor do this person's pages, until it is asked for; then who it is stands nowhere in the case. */
export type Case = {
  referral: Referral;
  commits: readonly Commit[];
  sent: ServiceRequest;
  known: Known | undefined;
  sensitive: boolean;
  masked: boolean;
};
/** One referral for who is a party to it; undefined: nothing there, or not for this person. */
export const caseOf = async (visit: Visit, id: string | undefined): Promise<Case | undefined> => {
  const referralId = readReferralId(id);
  if (!referralId) return undefined;
  const { who, ports } = visit;
  const { store } = ports.fhir.carryOut;
  const [loaded, sent] = await Promise.all([store.load(referralId), store.sent(referralId)]);
  if (!loaded || sent === undefined || !maySee(who.caller, loaded.referral)) return undefined;
  const { referral, commits } = loaded;
  const known = (await knownPeople([referral.person], ports.fhir.referrals)).get(referral.person);
  const sensitive = await isDiscreet(referral, known, visit);
  const masked = sensitive && known !== undefined && !(await wasOpened(referral, known, visit));
  const request: ServiceRequest = JSON.parse(sent);
  if (!masked) return { referral, commits, sent: request, known, sensitive, masked };
  return { referral, commits, sent: maskedRequest(request), known: maskedPerson(known, visit.words), sensitive, masked };
};
