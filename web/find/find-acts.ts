/** What takes one click among what was found: somebody was told of a place, nobody is here for this. Counted without the person. */
import { entryNamed } from '#directory/find-store';
import { noteGap } from '#directory/gaps-store';
import { noteSignpost } from '#directory/signposts-store';
import { needCodes } from '#referral/needs';
import { oneOf, text } from '#web/frame/form';
import type { Page, Result, Submitted } from '#web/frame/page';
import { type Case, caseOf } from '#web/work/case-data';
import { placeOf } from './find-page.ts';
import { openAsked } from './wish.ts';

/** Back to what was found, or to a first search where that cannot be told. */
const back = async (what: 'told' | 'gap', found: Case, visit: Submitted): Promise<Result> => {
  const sealed = text(visit.form, 'sealed');
  const isKnown = (await openAsked(sealed, found, visit)) !== undefined;
  return { go: `${placeOf(found)}/find${isKnown ? `/${sealed}` : ''}?did=${what}` };
};
const month = ({ today }: Submitted): string => today.slice(0, 7);

/** Nothing is sent; of whom it was said nobody can read. */
export const told = async (key: string, found: Case, visit: Submitted): Promise<Result> => {
  const { ports } = visit;
  const { area, person } = found.referral;
  const entry = await entryNamed(key, area, ports.finder);
  if (!entry) return { trouble: 'missing' };
  await noteSignpost(ports.access, {
    area,
    month: month(visit),
    entry: entry.key,
    once: await ports.fhir.keys.mac('signpost', `${person} ${entry.key} ${month(visit)}`),
  });
  return back('told', found, visit);
};
export const gapPage: Page = {
  path: '/app/work/referrals/{referral}/find/gap',
  for: ['practitioner'],
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    const need = oneOf(visit.form, 'need', needCodes);
    if (!found) return { trouble: 'missing' };
    if (!need || found.masked) return { go: `${placeOf(found)}/find` };
    const { ports } = visit;
    const { area, person } = found.referral;
    await noteGap(ports.access, { area, month: month(visit), need, once: await ports.fhir.keys.mac('gap', `${person} ${need} ${month(visit)}`) });
    return back('gap', found, visit);
  },
};
