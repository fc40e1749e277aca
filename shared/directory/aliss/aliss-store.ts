/** ALISS's API, version 5, as a port: every page asked for by its number, because what ALISS calls the next one is wrong. */
import { type OriginFetch, unreachable } from '#platform/origin-fetch';
import { readPage } from './read-service.ts';
import type { Aliss, AlissTrouble } from './types.ts';

const troubleOf = (status: number): AlissTrouble => (status === 400 || status >= 500 ? 'fault' : 'refused');
const isUnreachable = (error: unknown): boolean => error instanceof Error && error.name === unreachable;
const asked = async (fetch: OriginFetch, url: string): Promise<Response | undefined> => {
  try {
    return await fetch(url, { headers: { accept: 'application/json' } });
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
};

/** `origin`: as https://api.aliss.org; the only place this asks. */
export const alissOf = (origin: string, fetch: OriginFetch): Aliss => ({
  page: async (n) => {
    const response = await asked(fetch, `${origin}/v5/import?page=${n}`);
    if (!response) return { ok: false, because: 'unreachable' };
    // A fault comes as 400 with a serialised exception: what it says is read by nobody.
    if (response.status !== 200) return { ok: false, because: troubleOf(response.status) };
    const page = readPage(await response.json().catch(() => undefined));
    return page ? { ok: true, page } : { ok: false, because: 'not-understood' };
  },
  has: async (id) => {
    const response = await asked(fetch, `${origin}/v5/services/${encodeURIComponent(id)}`);
    if (response?.status === 404) return 'no';
    return response?.status === 200 ? 'yes' : 'not-known';
  },
});
