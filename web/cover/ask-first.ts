/** Pages that cannot be without who it is: of somebody sensitive they open once the name was asked for. */
import type { Page, Result, Visit } from '#web/frame/page';
import { personCase } from '#web/people/person-page';
import { shownPerson } from '#web/people/shown-person';
import { caseOf } from '#web/work/case-data';

/** Everything about a person but a concern, which nothing may keep back, and what of a referral is written to them or in words of its own. */
const ofPerson = /^\/app\/work\/people\/\{person\}\/(?!concern)/;
const ofReferral = /^\/app\/work\/referrals\/\{referral\}\/(?:step|letter|sheet|needs)$/;

const askOfReferral = async (visit: Visit): Promise<Result | undefined> => {
  const found = await caseOf(visit, visit.params.referral);
  return found?.masked ? { go: `/app/work/referrals/${found.referral.id}` } : undefined;
};
const askOfPerson = async (visit: Visit): Promise<Result | undefined> => {
  const shown = await shownPerson(visit, visit.params.person, visit.query.get('referral'));
  if (!shown?.masked) return undefined;
  const referral = shown.referral ?? (await personCase(visit))?.referral;
  return referral ? { go: `/app/work/referrals/${referral.id}` } : { trouble: 'missing' };
};
const askingOf = (path: string) => {
  if (ofPerson.test(path)) return askOfPerson;
  return ofReferral.test(path) ? askOfReferral : undefined;
};

/** These mask themselves when what was filled in wrongly is shown again. */
const maskingItself = /\/(?:sheet|needs)$/;
/** What was filled in wrongly is shown again, and with it the page. */
const askingAgain =
  (post: NonNullable<Page['post']>, ask: NonNullable<ReturnType<typeof askingOf>>): NonNullable<Page['post']> =>
  async (visit) => {
    const result = await post(visit);
    return 'title' in result ? ((await ask(visit)) ?? result) : result;
  };
export const askingFirst = (page: Page): Page => {
  const ask = askingOf(page.path);
  const { get, post } = page;
  if (!ask) return page;
  return {
    ...page,
    ...(get ? { get: async (visit) => (await ask(visit)) ?? get(visit) } : {}),
    ...(post && !maskingItself.test(page.path) ? { post: askingAgain(post, ask) } : {}),
  };
};
