/** A browser by hand: it keeps cookies by host, as browsers do whatever the port, and follows redirects one by one. */

export type Seen = { url: string; status: number; location?: string; text: string; cookies: string[]; headers: Headers };
type Form = Record<string, string>;
export type Browser = ReturnType<typeof newBrowser>;

const isOver = (line: string) => /;\s*max-age=0\b/i.test(line) || /;\s*expires=thu, 01 jan 1970/i.test(line);

export const newBrowser = () => {
  const jar = new Map<string, string>();
  const keep = (line: string) => {
    const pair = line.split(';', 1)[0] ?? '';
    const name = pair.slice(0, pair.indexOf('='));
    if (isOver(line)) jar.delete(name);
    else jar.set(name, pair.slice(pair.indexOf('=') + 1));
  };
  /** One request, no redirect followed. */
  const ask = async (url: string, form?: Form): Promise<Seen> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers: Record<string, string> = cookie ? { cookie } : {};
    const response = await fetch(url, { redirect: 'manual', headers, ...(form && { method: 'POST', body: new URLSearchParams(form) }) });
    const cookies = response.headers.getSetCookie();
    for (const line of cookies) keep(line);
    const location = response.headers.get('location');
    return {
      url,
      status: response.status,
      ...(location !== null && { location: new URL(location, url).href }),
      text: await response.text(),
      cookies,
      headers: response.headers,
    };
  };
  /** To the page at the end of all redirects; `steps` are all that was seen. */
  const go = async (url: string, form?: Form): Promise<Seen & { steps: Seen[] }> => {
    const steps = [await ask(url, form)];
    for (let last = steps[0]; last?.location !== undefined; last = steps.at(-1)) {
      if (steps.length > 15) throw new Error(`redirected without end: ${steps.map((one) => one.url).join(' → ')}`);
      steps.push(await ask(last.location));
    }
    const last = steps.at(-1);
    if (!last) throw new Error('nothing was seen');
    return { ...last, steps };
  };
  return { jar, ask, go };
};
