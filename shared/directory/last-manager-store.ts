/** An area keeps somebody who can sign in and set it up: the last manager is not switched off by a page. */
import type { AreaId, ManagerId } from '#identity/types';
import { userStore } from '#identity/user-store';
import type { User } from '#identity/users';
import type { Table } from '#platform/types';
import { directoryStore } from './directory-store.ts';
import type { Problem } from './onboarding.ts';
import type { OnboardingDocument } from './onboarding-document.ts';
import type { Macs } from './users-store.ts';

type Asked = { document: OnboardingDocument; areas: readonly AreaId[]; table: Table; macs: Macs };
type Signing = { id: string; manager: ManagerId | undefined; disabled: boolean };

const signing = (one: User): Signing => ({ id: one.id, manager: one.role === 'manager' ? one.manager : undefined, disabled: one.disabled === true });
/** As they will be: by the document where it names them. */
const afterwards =
  ({ users = [] }: OnboardingDocument) =>
  (one: Signing): Signing => {
    const next = users.find(({ id }) => id === one.id);
    return next ? { id: one.id, manager: next.manager, disabled: next.disabled ?? one.disabled } : one;
  };
const managersOf = async (area: AreaId, table: Table): Promise<Map<ManagerId, readonly AreaId[]>> => {
  const directory = directoryStore(table);
  const [listed, record] = await Promise.all([directory.managersIn(area), directory.area(area)]);
  const named = record && (await directory.manager(record.manager));
  return new Map([...listed, ...(named ? [named] : [])].map(({ id, areas }) => [id, areas]));
};

const leftAlone = async (area: AreaId, { document, table, macs }: Asked): Promise<boolean> => {
  const before = await managersOf(area, table);
  const after = new Map([...before, ...(document.managers ?? []).map(({ id, areas }) => [id, areas] as const)]);
  const users = userStore(table, macs);
  const held = (await Promise.all([...before.keys()].map((id) => users.ofManager(id)))).flat().map(signing);
  const brought = (document.users ?? []).map(({ id, manager, disabled }) => ({ id, manager, disabled: disabled === true }));
  const added = brought.filter(({ id }) => held.every((one) => one.id !== id));
  const can = (one: Signing, areas: ReadonlyMap<ManagerId, readonly AreaId[]>) =>
    !one.disabled && one.manager !== undefined && areas.get(one.manager)?.includes(area) === true;
  const had = held.some((one) => can(one, before));
  return had && ![...held.map(afterwards(document)), ...added].some((one) => can(one, after));
};

export const lastManager = async (asked: Asked): Promise<Problem[]> => {
  const { users = [], managers = [] } = asked.document;
  if (users.length + managers.length === 0) return [];
  const alone = (await Promise.all(asked.areas.map((area) => leftAlone(area, asked)))).includes(true);
  const text = 'nobody who can sign in would be left to set this area up: let in another manager first';
  return alone ? [{ place: users.length > 0 ? 'users[0].id' : 'managers[0].id', text }] : [];
};
