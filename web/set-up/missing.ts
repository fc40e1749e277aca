/** What has to be known of a programme and is not yet. */
import { hoursAt } from '#directory/hours';
import { agreementState, listSizeOn, quarterOf, wteOn } from '#directory/over-time';
import type { Organisation, Practice, Practitioner } from '#directory/types';
import type { User } from '#identity/users';
import type { LocalDate } from '#platform/types';
import type { Words } from '#web/words/words';
import { fullDay } from './parts.ts';
import type { Territory } from './territory.ts';

export type Missing = { name: string; to: string; what: string[] };
type Asked = { territory: Territory; users: readonly User[]; today: LocalDate; words: Words };

const practiceLacks = ({ id, arms, listSizes }: Practice, { territory, users, today, words }: Asked): string[] => {
  const { overview } = words.setUp;
  const quarter = quarterOf(today);
  const works = territory.practitioners.some(({ practices }) => practices.includes(id));
  const signsIn = users.some((one) => !one.disabled && one.role === 'staff' && one.practice === id);
  return [
    ...(listSizeOn(listSizes, today)?.day === quarter ? [] : [overview.noListSize(fullDay(quarter, { words }))]),
    ...(arms === undefined || arms.length === 0 ? [overview.noArm] : []),
    ...(works ? [] : [overview.noPractitioner]),
    ...(signsIn ? [] : [overview.nobody]),
  ];
};
const userOf = ({ id }: Practitioner, users: readonly User[]) => users.find((one) => one.role === 'practitioner' && one.practitioner === id);
/** Nothing at all, or nothing for the practices that are named. */
const hoursLack = (one: Practitioner, { territory, today, words }: Asked): string[] => {
  const { overview } = words.setUp;
  if (wteOn(one.wte, today) === undefined) return [overview.noWte];
  const without = territory.practices.filter(({ id }) => one.practices.includes(id) && hoursAt(one, id, today) === undefined);
  return without.map(({ name }) => overview.noWteAt(name));
};
const practitionerLacks = (one: Practitioner, asked: Asked): string[] => {
  const { users, words } = asked;
  const { overview } = words.setUp;
  return [...hoursLack(one, asked), ...(userOf(one, users) ? [] : [overview.noSignIn])];
};
const organisationLacks = ({ agreements = [] }: Organisation, { today, words }: Asked): string[] => {
  const { overview } = words.setUp;
  const standing = agreements.map((one) => ({ ...one, state: agreementState(one, today) }));
  const stands = standing.some(({ state }) => state === 'holds');
  if (standing.length === 0) return [overview.noAgreement];
  return standing.flatMap(({ reference, until, state }) => {
    if (state === 'expired' && !stands) return [overview.expired(reference)];
    return state === 'ending' && !stands ? [overview.ending(reference, fullDay(until ?? '', { words }))] : [];
  });
};

const addressOfPractitioner = (one: Practitioner, users: readonly User[]): string => {
  const user = userOf(one, users);
  return user ? `/app/manage/people/${user.id}` : `/app/manage/people/add?practitioner=${one.id}`;
};
/** Practices, people, organisations; who lacks nothing is not in it. */
export const missingIn = (asked: Asked): Missing[] => {
  const { territory, users } = asked;
  return [
    ...territory.practices.map((one) => ({ name: one.name, to: `/app/manage/practices/${one.id}`, what: practiceLacks(one, asked) })),
    ...territory.practitioners.map((one) => ({ name: one.name, to: addressOfPractitioner(one, users), what: practitionerLacks(one, asked) })),
    ...territory.organisations.map((one) => ({ name: one.name, to: `/app/manage/agreements/${one.id}`, what: organisationLacks(one, asked) })),
  ].filter(({ what }) => what.length > 0);
};
