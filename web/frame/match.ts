/** Which page an address means. */
import type { Page } from './page.ts';

type Found<One> = { page: One; params: Record<string, string> };
const paramsOf = (pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined => {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [n, wanted] of pattern.entries()) {
    const part = parts[n] ?? '';
    if (wanted.startsWith('{')) params[wanted.slice(1, -1)] = part;
    else if (wanted !== part) return undefined;
  }
  return params;
};

/** What is said in words goes before what stands for anything. */
export const matcher = <One extends Pick<Page, 'path'>>(pages: readonly One[]): ((path: string) => Found<One> | undefined) => {
  const rank = ({ path }: One) => path.replaceAll(/\{[^}]+\}/g, '~');
  const ranked = pages.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1)).map((page) => ({ page, pattern: page.path.split('/') }));
  return (path) => {
    const parts = path.replace(/\/$/, '').split('/');
    for (const { page, pattern } of ranked) {
      const params = paramsOf(pattern, parts);
      if (params) return { page, params };
    }
    return undefined;
  };
};
