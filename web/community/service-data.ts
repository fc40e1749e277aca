/** One service of an organisation, and how a change of it comes into the hub: by the same document, checks and plan as everything. */
import { service as serviceRecord } from '#directory/service-records';
import type { Service } from '#directory/types';
import type { Filled } from '#web/frame/fields';
import type { Faults } from '#web/frame/form';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { type Saved, save, sentence } from '#web/set-up/save';
import { unversioned } from '#web/set-up/territory';
import { type One, organisationPath } from './organisations.ts';
import { organisationPage } from './parts.ts';

export const servicePath = (one: Pick<One, 'id'>, { id }: Pick<Service, 'id'>): string => `${organisationPath(one)}/services/${id}`;
type Shows = {
  get(one: One, service: Service, visit: Visit): Promise<Result> | Result;
  post(one: One, service: Service, visit: Submitted): Promise<Result> | Result;
};
/** A page of one service; where there is none of this id there is no page. */
export const servicePage = (below: '' | `/${string}`, { get, post }: Shows): Page => {
  const found = ({ services }: One, { params }: Visit) => services.find(({ id }) => id === params.service);
  return organisationPage(`/services/{service}${below}`, {
    get: (one, visit) => {
      const service = found(one, visit);
      return service ? get(one, service, visit) : { trouble: 'missing' };
    },
    post: (one, visit) => {
      const service = found(one, visit);
      return service ? post(one, service, visit) : { trouble: 'missing' };
    },
  });
};

type Open<Given> = { [Name in keyof Given as undefined extends Given[Name] ? Name : never]?: Exclude<Given[Name], undefined> };
type Sure<Given> = { [Name in keyof Given as undefined extends Given[Name] ? never : Name]: Given[Name] };
/** What is undefined is not known any more. */
export const without = <Given extends object>(given: Given): Sure<Given> & Open<Given> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
/** `fields`: how a page calls what a record calls otherwise, as `contact.mail`; the shortest way to a name counts. */
const faultsOf = (changed: Service, fields: Readonly<Record<string, string>>): Faults => {
  const checked = serviceRecord.safeParse(changed);
  if (checked.success) return {};
  const named = checked.error.issues.map(({ path, message }): [string, string] => {
    const [first = '', second = ''] = path.map(String);
    return [fields[`${first}.${second}`] ?? fields[first] ?? first, sentence(message)];
  });
  // The first thing said of a field stands, and the fields in their order.
  return Object.fromEntries(named.filter(([field], n) => named.findIndex(([other]) => other === field) === n));
};
/** The organisation with this service instead of the one of the same id, or besides the others. */
const withService = (one: One, changed: Service): object => {
  const isNew = one.services.every(({ id }) => id !== changed.id);
  const services = isNew ? [...one.services, changed] : one.services.map((service) => (service.id === changed.id ? changed : service));
  return { ...unversioned(one), services };
};
export const saveService = async (one: One, changed: Service, fields: Readonly<Record<string, string>>, visit: Visit): Promise<Saved> => {
  const faults = faultsOf(changed, fields);
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return save(visit, { organisations: [withService(one, changed)] }, { otherwise: Object.values(fields)[0] ?? 'name' });
};
/** After saving: on, or the page again. */
export const afterSaved = (saved: Saved, to: string, again: (filled: Filled) => Result | Promise<Result>, visit: Submitted): Result | Promise<Result> => {
  if (saved.ok) return { go: to };
  return 'trouble' in saved ? { trouble: saved.trouble } : again({ form: visit.form, faults: saved.faults });
};

const reserved = ['add', 'search', 'found', 'gaps', 'areas', 'new'];
const longest = 28;
/** An id that stays for good, from a name: small letters and hyphens. Undefined: the name has neither letters nor digits. */
export const idFrom = (name: string, isTaken: (id: string) => boolean): string | undefined => {
  const base = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '');
  if (base === '') return undefined;
  const free = (id: string) => !reserved.includes(id) && !isTaken(id);
  for (let n = 1; n < 100; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (free(id)) return id;
  }
  return undefined;
};
