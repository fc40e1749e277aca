/** Whose plan a page shows, and whether whoever looks at it may change it. */
import type { Practice } from '#directory/types';
import { practiceNamed } from '#fhir/directory/reach';
import { practicesOf } from '#identity/access-policy';
import { planOf } from '#improvement/improvement-store';
import type { Plan } from '#improvement/types';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { areasOf } from '#web/set-up/territory';

/** `mayChange`: of the practice or one of its practitioners; the manager of its area reads. */
export type Owned = { practice: Practice; plan: Plan; mayChange: boolean };
export const plansPath = '/app/plan';
export const planPath = ({ id }: Pick<Practice, 'id'>, below = ''): string => `${plansPath}/${id}${below}`;
const byName = (one: Practice, other: Practice): number => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1);

/** The practices whose plans somebody may read, by name. */
export const practicesFor = async (visit: Visit): Promise<Practice[]> => {
  const { directory } = visit.ports.fhir;
  const [own, hers] = await Promise.all([
    Promise.all(practicesOf(visit.who.caller).map((id) => directory.practice(id))),
    Promise.all(areasOf(visit).map((area) => directory.practicesIn(area))),
  ]);
  return [...own.flatMap((one) => one ?? []), ...hers.flat()].sort(byName);
};
/** Undefined for who has no part in it. */
const ownedBy = async (visit: Visit): Promise<Owned | undefined> => {
  const practice = await practiceNamed(visit.params.practice ?? '', visit.ports.fhir.directory);
  if (!practice) return undefined;
  const mayChange = practicesOf(visit.who.caller).includes(practice.id);
  if (!mayChange && !areasOf(visit).includes(practice.area)) return undefined;
  return { practice, plan: await planOf(visit.ports.access, practice.id), mayChange };
};

type Answers = {
  get(one: Owned, visit: Visit): Promise<Result> | Result;
  post?(one: Owned, visit: Submitted): Promise<Result> | Result;
  /** Of managers. Absent: the page is for the team alone. */
  manager?: 'reads' | 'writes';
};
/** A page of one plan; for who may not have it there is none. */
export const planPage = (below: '' | `/${string}`, { get, post, manager }: Answers): Page => ({
  path: `/app/plan/{practice}${below}`,
  for: manager ? ['practitioner', 'staff', 'manager'] : ['practitioner', 'staff'],
  get: async (visit) => {
    const one = await ownedBy(visit);
    return one ? get(one, visit) : { trouble: 'missing' };
  },
  ...(post && {
    post: async (visit: Submitted): Promise<Result> => {
      const one = await ownedBy(visit);
      return one && (one.mayChange || manager === 'writes') ? post(one, visit) : { trouble: 'missing' };
    },
  }),
});
