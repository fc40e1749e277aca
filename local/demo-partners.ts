/** How the demo's manager knows its organisations: their people, what was said and agreed, and one agreement that ends soon. INVENTED, all of it. */
import { addAction, addContact, addDevelopment } from '#directory/casework-changes';
import { changeRelationship, relationshipOf, writeNote } from '#directory/casework-store';
import type { Action, Contact, Development, NoteFacts } from '#directory/casework-types';
import type { OrganisationId, UserId } from '#identity/types';
import { randomIds } from '#platform/ids';
import { instantOf } from '#platform/time';
import type { LocalDate, Table } from '#platform/types';

const day = (now: number, days: number) => instantOf(now + days * 86_400_000).slice(0, 10) as LocalDate;
type Partner = {
  contacts?: Omit<Contact, 'id'>[];
  wishes?: Pick<Development, 'kind' | 'text'>[];
  /** Days from now until it is due. */
  actions?: (Pick<Action, 'text' | 'owner'> & { due: number })[];
  /** Days ago. */
  notes: [number, NoteFacts][];
};
const call = (whom: string, text: string): NoteFacts => ({ kind: 'talk', way: 'telephone', whom, text });
const partners: Readonly<Record<string, Partner>> = {
  drumgarth: {
    contacts: [{ name: 'Tam Rafferty', role: 'Volunteer, looks after the rota', phone: '0141 496 0210' }],
    wishes: [
      { kind: 'need', text: 'A second freezer' },
      { kind: 'aspiration', text: 'To open on Saturdays' },
    ],
    actions: [{ text: 'Ask the housing association about their old freezer', owner: 'Elspeth Munro', due: -6 }],
    notes: [
      [24, { kind: 'talk', way: 'visit', whom: 'Tam Rafferty', text: 'More families than last winter. The freezer is full by Tuesday.' }],
      [24, { kind: 'access', service: 'parcels', features: ['step-free', 'near-bus'] }],
    ],
  },
  kelvinbank: {
    contacts: [{ name: 'Grace Olatunji', role: 'Senior welfare rights officer', phone: '0141 496 0211', mail: 'grace.olatunji@kelvinbank.invalid' }],
    notes: [[12, call('Grace Olatunji', 'Two officers start in the new year.')]],
  },
  northgate: {
    notes: [
      [35, call('The office', 'Full until somebody is back from leave.')],
      [60, { kind: 'support', support: 'funding', text: 'Read through their application to the housing fund.' }],
    ],
  },
  'broom-row': {
    contacts: [{ name: 'Wattie Coutts', role: 'Secretary', phone: '0141 496 0213' }],
    actions: [{ text: 'Come by with leaflets for the surgery', owner: 'Wattie Coutts', due: 12 }],
    notes: [[41, call('Wattie Coutts', 'Room for more on Wednesdays.')]],
  },
  canalside: { notes: [[18, { kind: 'talk', way: 'event', whom: 'The walk leaders', text: 'Met them at the open day.' }]] },
  'second-chapter': { notes: [[120, call('The coordinator', 'The new class is full of beans.')]] },
};

type One = { id: string };
/** Ends in 40 days, that something runs out; the council's is without end. */
export const withAgreements = <Document extends { organisations: readonly One[] }>(document: Document, now: number) => ({
  ...document,
  organisations: document.organisations.map((one) => ({
    ...one,
    kind: one.id === 'kelvinbank' ? 'council' : 'third-sector',
    agreements: [
      {
        reference: `DSA-${one.id}`,
        purpose: 'What each service needs to know of a person',
        from: day(now, -325),
        ...(one.id === 'canalside' ? { until: day(now, 40) } : {}),
      },
    ],
  })),
});

/** Said once: a hub that kept its folder keeps what was written since. */
export const knowPartners = async (table: Table, now: number): Promise<void> => {
  const deps = { table, ids: randomIds, clock: { now: () => instantOf(now) }, who: 'demo' };
  for (const [name, { contacts = [], wishes = [], actions = [], notes }] of Object.entries(partners)) {
    const organisation = name as OrganisationId;
    if ((await relationshipOf(table, organisation)).versionId > 0) continue;
    const id = () => randomIds.short();
    const changes = [
      ...contacts.map((one) => addContact({ id: id(), ...one })),
      ...wishes.map((one) => addDevelopment({ id: id(), since: day(now, -24), ...one })),
      ...actions.map(({ due, ...one }) => addAction({ id: id(), by: day(now, due), ...one })),
    ];
    for (const change of changes) await changeRelationship(organisation, 'demo', change, deps);
    for (const [ago, facts] of notes)
      await writeNote(organisation, { ...facts, on: day(now, -ago), by: 'elspeth-munro' as UserId, byName: 'Elspeth Munro' }, deps);
  }
};
