/** A visit alone from which nobody is known to be out: an e-mail to the manager and to the colleagues at the practice. No name, no address, no reason. */
import type { Area, Practice, Practitioner } from '#directory/types';
import type { AreaId, ManagerId, PracticeId, PractitionerId } from '#identity/types';
import type { User } from '#identity/users';
import type { Mail } from '#platform/types';
import type { OverdueVisit } from '#referral/visits-store';
import { londonTime } from '#referral/working-days';

type VisitMailPorts = {
  area(id: AreaId): Promise<Area | undefined>;
  practice(id: PracticeId): Promise<Practice | undefined>;
  practitionersOf(practice: PracticeId): Promise<readonly Practitioner[]>;
  usersOf(who: { manager: ManagerId } | { practitioner: PractitionerId }): Promise<readonly User[]>;
  mail: Mail;
  baseUrl: string;
};

const letterTo = (to: string, page: string, { backBy }: OverdueVisit, practice: Practice | undefined): Parameters<Mail['send']>[0] => ({
  to,
  subject: 'Not out safe: please check now',
  text: [
    `A links practitioner of ${practice?.name ?? 'a practice of your area'} is on a visit alone and has not said that they are out.`,
    `They were to be back by ${londonTime(backBy)}.`,
    '',
    'Ring them now. If they do not answer, ring whoever knows where they are: the hub names both.',
    page,
    '',
    'If you think that they are in danger, ring 999. Then follow what your programme agreed for lone working.',
    'Links Hub knows only what was typed into it. It does not replace a lone-worker device.',
  ].join('\n'),
});

const addresses = (users: readonly User[]): string[] => [...new Set(users.flatMap(({ mail, disabled }) => (disabled ? [] : [mail])))];

/** Throws unless every mail was taken: whoever was told already is then told again. */
export const tellOfVisit =
  (ports: VisitMailPorts) =>
  async (visit: OverdueVisit): Promise<void> => {
    const [area, practice, all] = await Promise.all([ports.area(visit.area), ports.practice(visit.practice), ports.practitionersOf(visit.practice)]);
    const colleagues = all.filter(({ id }) => id !== visit.practitioner);
    const [managers, ...others] = await Promise.all([
      area ? ports.usersOf({ manager: area.manager }) : [],
      ...colleagues.map(({ id }) => ports.usersOf({ practitioner: id })),
    ]);
    const letters = [
      ...addresses(managers).map((to) => letterTo(to, `${ports.baseUrl}/app/manage/visits`, visit, practice)),
      ...addresses(others.flat()).map((to) => letterTo(to, `${ports.baseUrl}/app/work`, visit, practice)),
    ];
    const sent = await Promise.allSettled(letters.map((letter) => ports.mail.send(letter)));
    for (const one of sent) if (one.status === 'rejected') throw one.reason;
  };
