/** HTTP to a few origins that the deployment named, and to nobody else. */

/** As much of `fetch` as its callers ask for. */
export type OriginFetch = (url: string, request?: Pick<RequestInit, 'method' | 'headers' | 'body'>) => Promise<Response>;

/** The name of what is thrown when an origin does not answer in time, or at all. */
export const unreachable = 'Unreachable';

/** `seconds`: for the whole answer. Follows no redirect. Throws `Unreachable`, and for any other origin a plain error, before anything leaves. */
export const originFetch = (origins: readonly string[], seconds: number): OriginFetch => {
  const isKnown = ({ origin }: URL) => origins.some((one) => new URL(one).origin === origin);
  return async (url, request = {}) => {
    if (!isKnown(new URL(url))) throw new Error('an origin that the deployment does not name');
    try {
      const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(seconds * 1000) });
      const { status, headers } = response;
      return new Response([204, 304].includes(status) ? null : await response.arrayBuffer(), { status, headers });
    } catch {
      throw Object.assign(new Error('the origin does not answer'), { name: unreachable });
    }
  };
};
