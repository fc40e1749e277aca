/** Whether two pieces of JSON say the same, in whatever order their members stand. */
import { hash } from 'node:crypto';

const ordered = (_key: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
export const canonicalJson = (value: unknown): string => JSON.stringify(value, ordered);

/** SHA-256 of what a resource says; `id` and `meta` are the server's. */
export const contentHash = ({ id: _, meta: __, ...content }: { id?: string; meta?: unknown }): string => hash('sha256', canonicalJson(content), 'base64url');
