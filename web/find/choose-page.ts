/** What was ticked among what was found leads to the page on which it is looked over. */
import { text, texts } from '#web/frame/form';
import type { Page } from '#web/frame/page';
import { caseOf } from '#web/work/case-data';
import { mostChosen, sealChoice } from './choice.ts';
import { told } from './find-acts.ts';
import { foundView, instead, placeOf } from './find-page.ts';
import { firstAsked, openAsked } from './wish.ts';

export const choosePage: Page = {
  path: '/app/work/referrals/{referral}/refer',
  for: ['practitioner'],
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const { finding } = visit.words;
    const closed = instead(found, finding.title, visit);
    if (closed) return closed;
    const tell = text(visit.form, 'tell');
    if (tell !== '') return told(tell, found, visit);
    const { entries } = await visit.ports.finder.findable(found.referral.area);
    const wanted = [...new Set(texts(visit.form, 'service'))];
    const keys = entries.flatMap(({ key, hub }) => (hub && wanted.includes(key) ? [key] : []));
    const fault = keys.length === 0 ? finding.tickOne : keys.length > mostChosen ? finding.tooMany(mostChosen) : undefined;
    if (fault === undefined) return { go: `${placeOf(found)}/refer/${await sealChoice(keys, found, visit)}` };
    const asked = (await openAsked(text(visit.form, 'sealed'), found, visit)) ?? firstAsked(found);
    return foundView(found, asked, { ticked: keys, fault }, visit);
  },
};
