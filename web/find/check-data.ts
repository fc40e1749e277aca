/** What must be known of each chosen service before anything is sent to it. */
import { type Capacity, capacityOf } from '#directory/capacity-store';
import { entryNamed } from '#directory/find-store';
import type { Organisation, Service, ServiceQuestion } from '#directory/types';
import type { Usual } from '#directory/usual';
import { system } from '#fhir/codes';
import type { OrganisationId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { type ConsentStanding, consentToReferOn, statementsIn } from '#referral/consent';
import { isOpen } from '#referral/edges';
import { type NeedCode, needCodeOf } from '#referral/needs';
import { serviceAnswersIn } from '#referral/onward-told';
import type { Need, Onward, OnwardId } from '#referral/types';
import { type Warning, warningsOn } from '#referral/warnings-on';
import { sentInWeek } from '#referral/week-store';
import { calendar } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { ageOn } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import type { Chosen } from './choice.ts';
import { patientOf } from './patient.ts';
import { needsIn } from './wish.ts';

/** A question that several ask is asked once: `at` is the field under which it stands, `first` whether it stands here. */
export type Question = ServiceQuestion & { at: string; first: boolean; before?: string | undefined };
export type Checked = {
  /** Before the names of its fields. */
  at: string;
  onward: OnwardId;
  key: string;
  organisation: Organisation;
  service: Service;
  need: NeedCode | '';
  capacity: Capacity | undefined;
  usual: Usual | undefined;
  standing: ConsentStanding;
  warnings: Warning[];
  questions: Question[];
  /** By this page, or it is asked already. */
  sent: boolean;
};

/** What is sent: as it was asked for where that is it, so that its own code stays. */
export const needOf = (code: NeedCode | '', { referral }: Case, { words }: Visit): Need =>
  code === '' || code === needCodeOf(referral.need) ? referral.need : { system: system.hub, code, display: words.needs[code] };
/** `''`: as it was asked for, where that is none of the list. */
export const needChoices = (found: Case): (NeedCode | '')[] => [...needsIn(found), ...(needCodeOf(found.referral.need) ? [] : ['' as const])];

const questionKey = ({ text, kind, choices = [] }: ServiceQuestion): string => JSON.stringify([text, kind, choices]);
/** The same question was answered for this referral before. */
const answeredBefore = ({ text }: ServiceQuestion, { referral, commits }: Case): string | undefined =>
  referral.onward.flatMap(({ id }) => serviceAnswersIn(commits, id)).findLast(({ question }) => question === text)?.text;
const withQuestions = (checked: readonly Omit<Checked, 'questions'>[], found: Case): Checked[] => {
  const fields = new Map<string, string>();
  return checked.map((one) => ({
    ...one,
    questions: (one.sent ? [] : (one.service.questions ?? [])).map((question): Question => {
      const known = fields.get(questionKey(question));
      const at = known ?? `q${fields.size + 1}`;
      fields.set(questionKey(question), at);
      return { ...question, at, first: known === undefined, before: answeredBefore(question, found) };
    }),
  }));
};

type About = { need: NeedCode | ''; neededBy: LocalDate | undefined; capacity: Capacity | undefined };
const warningsFor = async (
  organisation: Organisation,
  service: Service,
  { need, neededBy, capacity }: About,
  found: Case,
  visit: Visit,
): Promise<Warning[]> => {
  const { referral, known } = found;
  const { ports, at, today } = visit;
  const [area, weekCount] = await Promise.all([ports.fhir.directory.area(referral.area), sentInWeek(ports.fhir.referrals, organisation.id, service.id, at)]);
  const age = ageOn(known?.summary.birthDate, today);
  const { gender } = patientOf(found);
  const sending = {
    ...{ need: needOf(need, found, visit), weekCount, calendar: calendar(area?.holidays), agreements: organisation.agreements ?? [] },
    ...(neededBy ? { neededBy } : {}),
    ...(capacity ? { capacity } : {}),
    ...(age === undefined ? {} : { age }),
    ...(gender ? { gender } : {}),
  };
  return warningsOn(referral, service, sending, at);
};

type Unasked = Omit<Checked, 'questions'>;
/** Undefined: the service is not there any more. */
const checkedOne = async ({ key, short }: Chosen, n: number, needed: LocalDate | undefined, found: Case, visit: Visit): Promise<Unasked | undefined> => {
  const { referral } = found;
  const { ports, at, today } = visit;
  const entry = await entryNamed(key, referral.area, ports.finder);
  const organisation = entry?.hub && (await ports.fhir.directory.organisation(entry.hub.organisation as OrganisationId));
  const service = organisation?.services.find(({ id }) => id === entry?.hub?.service);
  if (!organisation || !service) return undefined;
  const needs = needChoices(found);
  const need = needs.find((one) => one !== '' && entry?.needs?.includes(one)) ?? needs[0] ?? '';
  const [said, usual] = await Promise.all([capacityOf(ports.access, organisation.id, [service.id]), ports.usuals.usualOf(organisation.id, service.id)]);
  const capacity = said.get(service.id);
  const neededBy = needed ?? referral.neededBy ?? (referral.urgency === 'stat' ? today : undefined);
  const onward = `${referral.id}-${short}` as OnwardId;
  const isThis = (one: Onward) => one.organisation === organisation.id && one.service === service.id;
  return {
    ...{ at: `s${n + 1}`, onward, key, organisation, service, need, capacity, usual },
    standing: consentToReferOn(statementsIn(referral), organisation.id, at),
    warnings: await warningsFor(organisation, service, { need, neededBy, capacity }, found, visit),
    sent: referral.onward.some((one) => one.id === onward || (isOpen(one.status) && isThis(one))),
  };
};
/** `needed`: the day that was typed, if one was. Services that are gone are left out. */
export const checkedOf = async (chosen: readonly Chosen[], needed: LocalDate | undefined, found: Case, visit: Visit): Promise<Checked[]> => {
  const all = await Promise.all(chosen.map((one, n) => checkedOne(one, n, needed, found, visit)));
  return withQuestions(
    all.filter((one) => one !== undefined),
    found,
  );
};
