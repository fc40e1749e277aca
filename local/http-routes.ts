/** Which route of the HTTP API a request takes. */
import type { HubRoute } from './stack.ts';

export type Taken = { route: HubRoute; pathParameters: Record<string, string> };

type Segment = { kind: 'text' | 'variable' | 'greedy'; name: string };

const segmentsOf = (path: string): Segment[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
      if (name === undefined) return { kind: 'text', name: part };
      return { kind: plus ? 'greedy' : 'variable', name };
    });

const parametersOf = (segments: Segment[], parts: string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [position, { kind, name }] of segments.entries()) {
    const part = parts[position];
    if (kind === 'text' && part === name) continue;
    if (kind === 'text' || part === undefined || part === '') return undefined;
    if (kind === 'greedy') return { ...parameters, [name]: parts.slice(position).join('/') };
    parameters[name] = part;
  }
  return parts.length === segments.length ? parameters : undefined;
};

/** Text before variables before the rest of the path, a method before `ANY`: the most specific route is tried first. */
const rank = ({ key }: HubRoute): string => {
  const [method = '', path = ''] = key.split(' ');
  const digits = { text: '0', variable: '1', greedy: '2' };
  const shape = segmentsOf(path).map(({ kind }) => digits[kind]);
  return `${key === '$default' ? '9' : ''}${shape.join('')}${'3'.repeat(Math.max(0, 20 - shape.length))}${method === 'ANY' ? '1' : '0'}`;
};

/** `path`: decoded. Undefined when there is no route, not even `$default`. */
export const router = (routes: HubRoute[]): ((method: string, path: string) => Taken | undefined) => {
  const ranked = routes
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
    .map((route) => ({ route, segments: segmentsOf(route.key.split(' ')[1] ?? '') }));
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const { route, segments } of ranked) {
      const [wanted] = route.key.split(' ');
      if (wanted === '$default') return { route, pathParameters: {} };
      const pathParameters = wanted === 'ANY' || wanted === method ? parametersOf(segments, parts) : undefined;
      if (pathParameters) return { route, pathParameters };
    }
    return undefined;
  };
};
