/** What is looked for, for one person: filled in from what is known, changed in a form, and kept sealed in the address of the answer. */
import type { Wish } from '#directory/find';
import { pointOf, type Sectors } from '#directory/geography';
import { accessFeatures, costs } from '#directory/service-lists';
import type { AccessFeature, Area, Cost } from '#directory/types';
import { type NeedCode, needCodeOf, needCodes } from '#referral/needs';
import { type Faults, type Form, formOf } from '#web/frame/form';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { ageOn } from '#web/frame/when';
import type { Case } from '#web/work/case-data';
import { patientOf } from './patient.ts';

/** `after`: the onward referral that ended without help; who was asked for the same need is left out. */
export type Asked = {
  need?: NeedCode | undefined;
  postcode?: string | undefined;
  near?: number | undefined;
  text?: string | undefined;
  day?: number | undefined;
  access?: AccessFeature[] | undefined;
  cost?: Cost | undefined;
  language?: string | undefined;
  everyone?: true | undefined;
  after?: string | undefined;
};
export const distances = [1, 2, 5, 10, 25] as const;
export const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** What the practitioner found, what was asked for beside it. */
export const needsIn = ({ referral: { need, casework } }: Case): NeedCode[] => {
  const primary = casework?.primaryNeed ? [casework.primaryNeed] : [];
  const asked = needCodeOf(need);
  return [...new Set([...primary, ...(casework?.needs ?? (asked ? [asked] : []))])];
};
/** `G1 1XX`. */
const spaced = (postcode: string | undefined): string | undefined => postcode?.replace(/^(.+?) ?(\d[A-Z]{2})$/, '$1 $2');
export const firstAsked = (found: Case): Asked => ({ need: needsIn(found)[0], postcode: spaced(found.known?.person.facts.postcode) });

const whole = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/;
export const readAsked = (visit: Submitted): { asked: Asked } | { faults: Faults } => {
  const { finding } = visit.words;
  const read = fieldReader(visit.form, visit.words);
  const one = <Value extends number>(name: string, all: readonly Value[]): Value | undefined =>
    all.find((value) => String(value) === read.choice(name, all.map(String)));
  const postcode = read.text('postcode', 10).toUpperCase().replaceAll(/\s+/g, ' ');
  const near = one('near', distances);
  if (postcode !== '' && !whole.test(postcode)) read.wrong('postcode', finding.form.badPostcode);
  if (postcode === '' && near !== undefined) read.wrong('postcode', finding.form.needsPostcode);
  const asked: Asked = {
    need: read.choice('need', needCodes),
    postcode: postcode || undefined,
    near,
    text: read.text('text', 100) || undefined,
    day: one('day', days),
    access: read.some('access', accessFeatures),
    cost: read.choice('cost', costs),
    language: read.choice('language', Object.keys(finding.languages)),
    everyone: read.choice('everyone', ['yes']) ? true : undefined,
    after: /^[0-9a-z]{26}-[0-9a-z]{8}$/.exec(read.text('after', 40))?.[0],
  };
  return read.isRight() ? { asked } : { faults: read.faults() };
};
export const formOfAsked = ({ need, postcode, near, text, day, access, cost, language, everyone, after }: Asked): Form =>
  formOf({
    ...{ need, postcode, text, access, cost, language, after },
    ...{ near: near === undefined ? undefined : String(near), day: day === undefined ? undefined : String(day), everyone: everyone && 'yes' },
  });

const context = ({ who }: Visit, { referral }: Case) => `finding help ${who.user.id} ${referral.id}`;
/** Opaque: no history and no log tells what somebody needs and where they live. */
export const sealAsked = (asked: Asked, found: Case, visit: Visit): Promise<string> => visit.ports.fhir.keys.seal(JSON.stringify(asked), context(visit, found));
export const openAsked = async (sealed: string, found: Case, visit: Visit): Promise<Asked | undefined> => {
  const text = await visit.ports.fhir.keys.open(sealed, context(visit, found));
  return text === undefined ? undefined : JSON.parse(text);
};

/** What was asked for. */
export const wishOf = (asked: Asked, found: Case, area: Area | undefined, sectors: Sectors | undefined): Wish => {
  const { need, postcode, near, text, day, access, cost, language } = asked;
  const point = pointOf(postcode, sectors);
  return {
    area: area?.council ?? found.referral.area,
    ...(need ? { need } : {}),
    ...(text ? { text } : {}),
    ...(point ? { point } : {}),
    ...(near === undefined ? {} : { near }),
    ...(day === undefined ? {} : { day }),
    ...(access && access.length > 0 ? { access } : {}),
    ...(cost ? { cost } : {}),
    ...(language ? { language } : {}),
  };
};
const people: Readonly<Partial<Record<string, 'woman' | 'man'>>> = { female: 'woman', male: 'man' };
/** What is known of the person, which nobody asked for: what is surely for others is left out by it, and nothing is made doubtful. */
export const personIn = ({ everyone }: Asked, found: Case, { today }: Visit): Pick<Wish, 'age' | 'person'> => {
  if (everyone) return {};
  const age = ageOn(found.known?.summary.birthDate, today);
  const person = people[patientOf(found).gender ?? ''];
  return { ...(age === undefined ? {} : { age }), ...(person ? { person } : {}) };
};
