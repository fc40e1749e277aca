/** Between what is known of a person and the page that asks it. */
import type { About, Communication, HomeVisit, Household, SafeContact, Supporter } from '#people/about';
import { ethnicityNames } from '#people/ethnicity';
import { addDays } from '#platform/time';
import type { Filled } from '#web/frame/fields';
import { dayParts, type Form, formOf, ticked } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { helps, interpreters, limits, noWays, supporterRows, visitHows } from './about-fields.ts';

const yes = (is: true | undefined) => (is ? 'yes' : undefined);
const supporterForm = ({ name, is, maySay, phone }: Supporter, n: number): [string, string | undefined][] => [
  [`s${n}-name`, name],
  [`s${n}-is`, is],
  [`s${n}-may`, maySay],
  [`s${n}-phone`, phone],
];
const interpreterForm = ({ interpreter, interpreterGender }: Communication): string => (interpreter ? (interpreterGender ?? 'any') : 'no');
export const formOfAbout = ({ safeContact = {}, communication = {}, homeVisit, household = {}, ...about }: About): Form => {
  const { bsl, largePrint, readingHelp } = communication;
  return formOf({
    ...{ no: safeContact.no, when: safeContact.when, 'code-word': safeContact.codeWord, 'reach-note': safeContact.note, sensitive: yes(about.sensitive) },
    ...{ language: communication.language, interpreter: interpreterForm(communication), 'talk-note': communication.note },
    helps: [...(bsl ? ['bsl'] : []), ...(largePrint ? ['large-print'] : []), ...(readingHelp ? ['reading-help'] : [])],
    ...{ visit: homeVisit?.how ?? 'not-said', 'visit-note': homeVisit?.note, ...dayParts('review', homeVisit?.reviewBy) },
    ...{ adults: household.adults?.toString(), children: household.children, 'home-note': household.note, carer: yes(about.carer) },
    ethnicity: about.ethnicity,
    ...Object.fromEntries((about.supporters ?? []).flatMap(supporterForm)),
  });
};

type Reader = ReturnType<typeof fieldReader>;
/** Undefined where nothing was said. */
const orNothing = <Part extends object>(part: Part): Part | undefined => (Object.keys(part).length > 0 ? part : undefined);
const safeContactIn = (read: Reader): SafeContact | undefined => {
  const no = read.some('no', noWays);
  const [when, codeWord, note] = [read.text('when', limits.when), read.text('code-word', limits.codeWord), read.text('reach-note', limits.note)];
  return orNothing({ ...(no.length > 0 ? { no } : {}), ...(when ? { when } : {}), ...(codeWord ? { codeWord } : {}), ...(note ? { note } : {}) });
};
const communicationIn = (read: Reader): Communication | undefined => {
  const [language, note] = [read.text('language', limits.language), read.text('talk-note', limits.note)];
  const interpreter = read.choice('interpreter', interpreters) ?? 'no';
  const helping = read.some('helps', helps);
  return orNothing({
    ...(language ? { language } : {}),
    ...(interpreter === 'no' ? {} : { interpreter: true as const }),
    ...(interpreter === 'woman' || interpreter === 'man' ? { interpreterGender: interpreter } : {}),
    ...(helping.includes('bsl') ? { bsl: true as const } : {}),
    ...(helping.includes('large-print') ? { largePrint: true as const } : {}),
    ...(helping.includes('reading-help') ? { readingHelp: true as const } : {}),
    ...(note ? { note } : {}),
  });
};
const halfYear = 182;
/** A day that is past may stay as it was, so that the rest of the page can be saved; no new one is past. */
const homeVisitIn = (read: Reader, { homeVisit: before }: About, { today, words }: Submitted): HomeVisit | undefined => {
  const [how, note, day] = [read.choice('visit', visitHows), read.text('visit-note', limits.note), read.day('review')];
  if (day && day < today && day !== before?.reviewBy) read.wrong('review', words.frame.faults.dayPast);
  if (!how && (note || day)) read.wrong('visit', words.matters.about.visitMissing);
  return how && { how, ...(note ? { note } : {}), reviewBy: day ?? addDays(today, halfYear) };
};
const householdIn = (read: Reader): Household | undefined => {
  const [adults, children, note] = [read.whole('adults', 0, limits.adults), read.text('children', limits.children), read.text('home-note', limits.note)];
  return orNothing({ ...(adults === undefined ? {} : { adults }), ...(children ? { children } : {}), ...(note ? { note } : {}) });
};
const supporterIn = (n: number, read: Reader, { form, words }: Submitted): Supporter[] => {
  const { about } = words.matters;
  if (ticked(form, `s${n}-gone`)) return [];
  const [name, is] = [read.text(`s${n}-name`, limits.name), read.text(`s${n}-is`, limits.is)];
  const [maySay, phone] = [read.text(`s${n}-may`, limits.maySay), read.text(`s${n}-phone`, limits.phone)];
  if (name === '' && is + maySay + phone === '') return [];
  if (name === '') read.wrong(`s${n}-name`, about.nameMissing);
  if (is === '') read.wrong(`s${n}-is`, about.isMissing);
  return [{ name, is, ...(maySay ? { maySay } : {}), ...(phone ? { phone } : {}) }];
};

/** What the page says, over what it does not ask. */
export const aboutIn = (visit: Submitted, before: About): { about: About } | { faults: NonNullable<Filled['faults']> } => {
  const read = fieldReader(visit.form, visit.words);
  const [safeContact, communication, homeVisit, household] = [safeContactIn(read), communicationIn(read), homeVisitIn(read, before, visit), householdIn(read)];
  const ethnicity = read.choice('ethnicity', ethnicityNames);
  const supporters = Array.from({ length: supporterRows }, (_, n) => supporterIn(n, read, visit)).flat();
  if (!read.isRight()) return { faults: read.faults() };
  return {
    about: {
      ...(safeContact ? { safeContact } : {}),
      ...(communication ? { communication } : {}),
      ...(homeVisit ? { homeVisit } : {}),
      ...(household ? { household } : {}),
      ...(ticked(visit.form, 'carer') ? { carer: true as const } : {}),
      ...(supporters.length > 0 ? { supporters } : {}),
      ...(before.sheet ? { sheet: before.sheet } : {}),
      ...(ethnicity ? { ethnicity } : {}),
      ...(ticked(visit.form, 'sensitive') ? { sensitive: true as const } : {}),
    },
  };
};
