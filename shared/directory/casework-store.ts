/** What is known of organisations as partners, in `access` beside each organisation: one item that is changed, and one for each line of its history. */
import type { OrganisationId } from '#identity/types';
import { accessKeys } from '#platform/tables';
import type { Clock, Ids, Item, Table, Write } from '#platform/types';
import { noted, spokenLast, spokeOn } from './casework-changes.ts';
import type { Note, NoteFacts, Relationship } from './casework-types.ts';

type Change = (before: Relationship) => Relationship | undefined;
/** `who`: stands in the audit, without anything that was written. */
type Deps = { table: Table; clock: Clock; ids: Pick<Ids, 'id'>; who: string };
/** `impossible`: there is nothing of the kind, or no room for more. */
export type Kept = 'done' | 'impossible' | 'changed';

const none = (organisation: OrganisationId): Relationship => ({ organisation, versionId: 0, contacts: [], development: [], actions: [] });
/** What the hub wrote is trusted: it was typed when written. */
const relationshipIn = (item: Item): Relationship => JSON.parse(String(item.data));
const noteIn = (item: Item): Note => JSON.parse(String(item.data));

export const relationshipOf = async (table: Table, organisation: OrganisationId): Promise<Relationship> => {
  const item = await table.get(accessKeys.casework(organisation));
  return item ? relationshipIn(item) : none(organisation);
};
/** Of several, in their order. */
export const relationshipsOf = async (table: Table, organisations: readonly OrganisationId[]): Promise<Relationship[]> => {
  const items = organisations.length === 0 ? [] : await table.getAll(organisations.map(accessKeys.casework));
  return organisations.map((id, n) => {
    const item = items[n];
    return item ? relationshipIn(item) : none(id);
  });
};
/** The newest first, by the day on which it was. */
export const notesOf = async (table: Table, organisation: OrganisationId, limit: number): Promise<Note[]> => {
  const { pk, sk } = accessKeys.caseworkNote(organisation, '', '');
  const from = sk.slice(0, -1);
  const { items } = await table.query({ pk, from, to: `${from}~`, backwards: true, limit });
  return items.map(noteIn);
};

const attempts = 3;
const commit = async (after: Relationship, besides: Write[], fields: string, { table, clock, ids, who }: Deps): Promise<boolean> => {
  const { organisation, versionId } = after;
  const next: Relationship = { ...after, versionId: versionId + 1 };
  const at = clock.now();
  const audit: Item = { ...accessKeys.audit(at, ids.id()), at, who, what: `casework of ${organisation}`, change: 'changed', fields, file: 'page' };
  const written = await table.write([
    {
      put: { ...accessKeys.casework(organisation), versionId: next.versionId, data: JSON.stringify(next) },
      when: versionId === 0 ? { absent: true } : { equals: { versionId } },
    },
    ...besides,
    { put: audit, when: { absent: true } },
  ]);
  if (written.outcome === 'throttled') throw new Error('the access table is throttled: nothing was changed');
  return written.outcome === 'written';
};
/** `fields`: what changes, for the audit. Two at once: both stand. */
export const changeRelationship = async (organisation: OrganisationId, fields: string, change: Change, deps: Deps, besides: Write[] = []): Promise<Kept> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const after = change(await relationshipOf(deps.table, organisation));
    if (!after) return 'impossible';
    if (await commit(after, besides, fields, deps)) return 'done';
  }
  return 'changed';
};

const noteItem = (organisation: OrganisationId, note: Note): Item => ({
  ...accessKeys.caseworkNote(organisation, note.on, note.id),
  data: JSON.stringify(note),
});
type Written = NoteFacts & Pick<Note, 'on' | 'by' | 'byName'>;
/** The note, and what it changes, in one write. */
export const writeNote = (organisation: OrganisationId, said: Written, deps: Deps): Promise<Kept> => {
  const note: Note = { ...said, id: deps.ids.id(), at: deps.clock.now() };
  return changeRelationship(organisation, `note ${said.kind}`, noted(note), deps, [{ put: noteItem(organisation, note), when: { absent: true } }]);
};
/** How far back it is looked for when somebody spoke last, and for a note that is to go. */
const lookBack = 200;
/** What it said is gone; that there was something stays. */
export const strikeNote = async (organisation: OrganisationId, id: string, deps: Deps): Promise<Kept> => {
  const notes = await notesOf(deps.table, organisation, lookBack);
  const found = notes.find((one) => one.id === id);
  if (!found || found.kind === 'struck') return 'impossible';
  const { on, at, by, byName } = found;
  const left = notes.filter((one) => one.id !== id);
  const put = noteItem(organisation, { id, on, at, by, byName, kind: 'struck' });
  return changeRelationship(organisation, 'note struck', spokeOn(spokenLast(left)), deps, [{ put }]);
};
