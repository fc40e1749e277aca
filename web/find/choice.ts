/** Which services were chosen for one person: sealed in the address of the page on which it is looked over. */
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';

/** `short`: of the onward referral that comes of it, so that what is sent twice is there once. */
export type Chosen = { key: string; short: string };
export const mostChosen = 6;

const context = ({ who }: Visit, { referral }: Case) => `referring on ${who.user.id} ${referral.id}`;
export const sealChoice = (keys: readonly string[], found: Case, visit: Visit): Promise<string> => {
  const chosen = keys.map((key): Chosen => ({ key, short: visit.ports.ids.short() }));
  return visit.ports.fhir.keys.seal(JSON.stringify(chosen), context(visit, found));
};
export const openChoice = async (sealed: string, found: Case, visit: Visit): Promise<Chosen[] | undefined> => {
  const text = await visit.ports.fhir.keys.open(sealed, context(visit, found));
  return text === undefined ? undefined : JSON.parse(text);
};
