/** Everybody who may be here twice: numbers in dispute, and those of the caseload who look alike. */
import { practicesOf } from '#identity/access-policy';
import { closeness, pairsToCompare } from '#people/closeness';
import { personStore } from '#people/person-store';
import type { Person } from '#people/types';
import { isSensitive } from '#referral/needs';
import type { PersonId } from '#referral/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { caseloadOf } from '#web/work/case-data';
import { alikeText } from './alike-view.ts';
import { twiceAt } from './twice-page.ts';

const disputed = async ({ who, ports }: Visit): Promise<[Person, Person][]> => {
  const store = personStore(ports.fhir.referrals);
  const waiting = (await Promise.all(practicesOf(who.caller).map((practice) => store.waiting(practice)))).flat();
  const holders = await store.loadAll(waiting.flatMap(({ mismatchOf }) => mismatchOf ?? []));
  return waiting.flatMap((one, n): [Person, Person][] => (holders[n] ? [[one, holders[n]]] : []));
};
const named = ([one, other]: readonly [Person, Person]) => [one.id, other.id].sort().join(' ');

export const duplicatesPage: Page = {
  path: '/app/work/duplicates',
  for: ['practitioner'],
  get: async (visit) => {
    const { words } = visit;
    const { duplicates, same } = words.intake;
    const [caseload, numbers] = await Promise.all([caseloadOf(visit), disputed(visit)]);
    const known = [...caseload.people.values()];
    const hidden = caseload.rows.flatMap((row) => (isSensitive(row) ? (caseload.people.get(row.person)?.person.id ?? []) : []));
    const sensitive = new Set<PersonId>([...hidden, ...known.flatMap(({ person, about }) => (about.sensitive ? [person.id] : []))]);
    const people = [...new Map(known.map(({ person }) => [person.id, person])).values()];
    const pairs = [...new Map([...pairsToCompare(people), ...numbers].map((pair) => [named(pair), pair])).values()];
    const text = (person: Person) => (sensitive.has(person.id) ? words.casework.masked : alikeText(person, words));
    const row = ([one, other]: readonly [Person, Person]): Html => {
      const how = one.mismatchOf === other.id || other.mismatchOf === one.id ? undefined : closeness(one.facts, other.facts);
      return html`<li><a href="${twiceAt(one)}">${duplicates.pair(text(one), text(other))}</a><p>${how ? same.how[how] : duplicates.numbers}</p></li>`;
    };
    const body =
      pairs.length === 0 ? html`<p>${duplicates.none}</p>` : html`<p>${duplicates.lead(pairs.length)}</p><ul class="hub_rows">${pairs.map(row)}</ul>`;
    return { title: duplicates.title, back: '/app/work', body };
  },
};
