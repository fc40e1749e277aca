/** What ALISS answers, with what is wrong about it: as its own source has it, not as its documentation says. */
import type { SentEntry } from './invented.ts';

const meta = {
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: [
    { text: 'INVENTED for demonstration: no entry is of ALISS', url: 'https://aliss.invalid' },
    {
      text: 'Contains information from the Scottish Charity Register supplied by the Office of the Scottish Charity Regulator (as ALISS says of its own)',
      url: 'https://www.oscr.org.uk',
    },
  ],
};
const pageSize = 20;
export type Said = { status: number; body: unknown };
const page = (data: readonly SentEntry[], count: number, around: { next: string | null; previous: string | null }, error?: string): Said => ({
  status: 200,
  body: { meta, count, ...around, data, ...(error === undefined ? {} : { error }) },
});

/** A fault is answered 400, with all that is known of it inside. */
export const fault = (message: string): Said => ({
  status: 400,
  body: {
    ClassName: 'Elasticsearch.Net.ElasticsearchClientException',
    Message: message,
    Data: null,
    InnerException: null,
    StackTraceString: '   at ALISS.API.Code.Elasticsearch.ServiceSearch.GetAllServicesAsync(Int32 page) in D:\\a\\1\\s\\ServiceSearch.cs:line 74',
  },
});

/** The division is of whole numbers: the last part-page is never named, and past a full last page one is named that is not there. */
const imported = (entries: readonly SentEntry[], n: number): Said => {
  if (n < 1) return fault('[from] parameter cannot be negative');
  const next = Math.floor(entries.length / pageSize) === n ? null : `/api/v5/import?page=${n + 1}`;
  const previous = n === 1 ? null : `/api/v5/import?page=${n - 1}`;
  return page(entries.slice((n - 1) * pageSize, n * pageSize), entries.length, { next, previous });
};

const postcode = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;
const slugs = (entry: SentEntry): string[] => (Array.isArray(entry.categories) ? entry.categories.map((one) => String(Object(one).slug)) : []);
/** `category`, which the documentation names, is not read; a postcode that is none is answered 200. */
const searched = (entries: readonly SentEntry[], query: URLSearchParams): Said => {
  const around = { next: null, previous: null };
  const where = query.get('postcode');
  if (where && !postcode.test(where)) return page([], 0, around, 'Invalid Postcode');
  const wanted = query.get('categories')?.split(/[;,]/) ?? [];
  const words = (query.get('q') ?? '').toLowerCase();
  const size = Math.min(Number(query.get('page_size') ?? 10), 100);
  const n = Number(query.get('page') ?? 1);
  const found = entries.filter((one) => (wanted.length === 0 || wanted.some((slug) => slugs(one).includes(slug))) && one.name.toLowerCase().includes(words));
  // Nothing found has no pages, which is not one: there is a next page for ever. And the order asked for is forgotten.
  const next = Math.ceil(found.length / size) === n ? null : `/api/v5/services?q=${words}&page=${n + 1}`;
  return page(found.slice((n - 1) * size, n * size), found.length, { next, previous: n === 1 ? null : `/api/v5/services?q=${words}&page=${n - 1}` });
};

export const answer = (entries: readonly SentEntry[], { pathname, searchParams }: URL): Said => {
  if (pathname === '/v5/import') return imported(entries, Number(searchParams.get('page') ?? 1));
  if (pathname === '/v5/services') return searched(entries, searchParams);
  const [, id] = /^\/v5\/services\/([^/]+)$/.exec(pathname) ?? [];
  const one = entries.find((entry) => entry.id === id || entry.slug === id);
  return one ? { status: 200, body: { meta, data: one } } : { status: 404, body: { Message: 'No HTTP resource was found that matches the request URI.' } };
};
