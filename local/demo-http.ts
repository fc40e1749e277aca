/** Calls to the hub as somebody outside makes them; what is refused is told in the hub's own words. */
import * as z from 'zod/mini';

const outcome = z.object({
  issue: z.array(z.object({ details: z.optional(z.object({ text: z.optional(z.string()) })), diagnostics: z.optional(z.string()) })),
});
type Answered = { body: unknown; etag: string };

const reasonIn = (body: unknown): string => {
  const [issue] = outcome.safeParse(body).data?.issue ?? [];
  return issue?.details?.text ?? issue?.diagnostics ?? 'no reason given';
};

/** Milliseconds. */
const atMost = 10_000;

export const ask = async (method: string, url: string, headers: Record<string, string>, body?: string): Promise<Answered> => {
  const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(atMost), ...(body === undefined ? {} : { body }) });
  const said = await response.text();
  const parsed: unknown = said === '' ? undefined : JSON.parse(said);
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname} was answered ${response.status}: ${reasonIn(parsed)}`);
  return { body: parsed, etag: response.headers.get('etag') ?? '' };
};
