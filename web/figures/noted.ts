/** Pages that show figures as they are, and files of figures: what they give is noted first. */
import { type Looked, noteLooked } from '#insight/looked-store';
import type { Page, Result, Visit } from '#web/frame/page';
import { askedOf } from './asked.ts';

/** What was looked at, of which areas. */
export type Sight = Pick<Looked, 'what' | 'practice' | 'period'> & { areas: readonly string[] };
export const noteSight = async ({ areas, ...sight }: Sight, did: Looked['did'], { at, who, ports }: Visit): Promise<void> =>
  noteLooked(ports.access, areas, { at, user: who.user.id, did, ...sight }, ports.ids.id());

type SightOf = (visit: Visit) => Promise<Sight | undefined>;
/** `of`: undefined where what is shown is protected. What is not there, or leads on, shows nothing. */
export const noted = (page: Page, of: SightOf): Page => {
  const { get, post } = page;
  const given = async (result: Result, visit: Visit): Promise<Result> => {
    if ('trouble' in result || 'go' in result) return result;
    const sight = await of(visit);
    if (sight) await noteSight(sight, 'answer' in result ? 'took' : 'looked', visit);
    return result;
  };
  return {
    ...page,
    ...(get ? { get: async (visit) => given(await get(visit), visit) } : {}),
    ...(post ? { post: async (visit) => given(await post(visit), visit) } : {}),
  };
};

/** As the page itself takes the address; absent: the name of the metric in it. */
const asAsked =
  (what?: string): SightOf =>
  async (visit) => {
    const asked = await askedOf(visit);
    if (!asked) return undefined;
    const { areas, practice, period } = asked;
    return {
      ...{ areas: areas.map(({ id }) => id), what: what ?? visit.params.metric ?? '', period: period.name },
      ...(practice ? { practice: practice.id } : {}),
    };
  };
export const notedAs = (what: string | undefined, page: Page): Page => noted(page, asAsked(what));
