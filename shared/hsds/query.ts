/** What the feed can be asked, address by address; anything else is refused in words. Pure. */

type Kind = 'text' | 'whole' | 'boolean' | 'instant' | 'format';
const kinds = {
  search: 'text',
  page: 'whole',
  per_page: 'whole',
  format: 'format',
  taxonomy_term_id: 'text',
  taxonomy_id: 'text',
  organization_id: 'text',
  modified_after: 'instant',
  minimal: 'boolean',
  full: 'boolean',
  full_service: 'boolean',
  top_only: 'boolean',
  parent_id: 'text',
  postcode: 'text',
  proximity: 'whole',
} as const satisfies Record<string, Kind>;
export type Parameter = keyof typeof kinds;
export type Asked = { readonly [Name in Exclude<Parameter, 'page' | 'per_page'>]?: string } & { page: number; perPage: number };

const paged = ['page', 'per_page', 'format', 'search'] as const;
const ofTerm = ['taxonomy_term_id', 'taxonomy_id'] as const;
const ofService = [...ofTerm, 'organization_id', 'modified_after', 'full'] as const;
/** As HSDS 3.1 lists them. */
export const parametersOf = {
  meta: [],
  services: [...paged, ...ofService, 'minimal'],
  service: [],
  organizations: [...paged, ...ofTerm, 'full', 'full_service'],
  organization: ['full_service'],
  service_at_locations: [...paged, ...ofService, 'postcode', 'proximity'],
  service_at_location: [],
  taxonomies: [...paged],
  taxonomy: [],
  taxonomy_terms: [...paged, 'taxonomy_id', 'top_only', 'parent_id'],
  taxonomy_term: [],
} as const satisfies Record<string, readonly Parameter[]>;
export type Resource = keyof typeof parametersOf;

const most = 500;
const usual = 50;
const wrong: { [Of in Kind]: (text: string) => string | undefined } = {
  text: (text) => (text.length <= 200 ? undefined : 'is too long: use at most 200 characters'),
  whole: (text) => (/^[1-9]\d{0,6}$/.test(text) ? undefined : 'is no whole number from 1 on'),
  boolean: (text) => (/^(true|false)$/.test(text) ? undefined : 'is neither true nor false'),
  instant: (text) => (/^\d{4}-\d\d-\d\d/.test(text) && Number.isFinite(Date.parse(text)) ? undefined : 'is no day or instant as 2026-11-23T09:00:00Z'),
  format: (text) => (text === 'json' ? undefined : 'is not offered: the one format is json'),
};
const isParameter = (name: string): name is Parameter => Object.hasOwn(kinds, name);

export const readQuery = (raw: string, resource: Resource): { ok: true; asked: Asked } | { ok: false; problems: string[] } => {
  const query = new URLSearchParams(raw);
  const known: readonly string[] = parametersOf[resource];
  const problems = [...new Set(query.keys())].flatMap((name): string[] => {
    if (!known.includes(name) || !isParameter(name))
      return [`There is no parameter "${name.slice(0, 40)}" here. ${known.length > 0 ? `It may be ${known.join(', ')}.` : 'This address takes none.'}`];
    const values = query.getAll(name);
    if (values.length > 1) return [`"${name}" stands twice: give it once.`];
    const fault = wrong[kinds[name]](values[0] ?? '');
    return fault === undefined ? [] : [`"${name}" ${fault}.`];
  });
  if (query.has('proximity') && !query.has('postcode')) problems.push('"proximity" is from a postcode: give "postcode" too.');
  if (Number(query.get('per_page') ?? 1) > most) problems.push(`"per_page" is at most ${most}.`);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, asked: { ...Object.fromEntries(query), page: Number(query.get('page') ?? 1), perPage: Number(query.get('per_page') ?? usual) } };
};
