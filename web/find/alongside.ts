/** Going along with somebody to a place of the directory: the next step with the place filled in. */
import { entryNamed } from '#directory/find-store';
import { type Form, formOf } from '#web/frame/form';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import { whereText } from './place-text.ts';

const longest = 200;
/** What of the form of a step it fills in; nothing where the address names no place. */
export const alongsideForm = async ({ referral }: Case, { query, ports }: Visit): Promise<Form> => {
  const key = query.get('place');
  const entry = key === null ? undefined : await entryNamed(key, referral.area, ports.finder);
  if (!entry) return new Map();
  const [first] = entry.places;
  const place = [entry.name, first && whereText(first)].filter(Boolean).join(', ');
  return formOf({ kind: 'visit', mode: 'accompanied', place: [...place].slice(0, longest).join('') });
};
