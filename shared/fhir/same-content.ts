/** Whether two texts, requests or pieces of JSON are the same; of JSON in whatever order its members stand. */
import { hash } from 'node:crypto';

const ordered = (_key: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
export const canonicalJson = (value: unknown): string => JSON.stringify(value, ordered);

/** SHA-256 as base64url. */
export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'base64url');
/** SHA-256 of what a resource says; `id` and `meta` are the server's. */
export const contentHash = ({ id: _, meta: __, ...content }: { id?: string; meta?: unknown }): string => sha256(canonicalJson(content));
