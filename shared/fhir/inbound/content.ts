/** Long texts and attachments, wherever they are in a request. */
import { type Fields, isFields } from '#fhir/structure/fields';

/** In Unicode code units; narratives and base64 are not held to it. */
export const longestText = 10_000;
/** Bytes after decoding. */
const largestAttachment = 5 * 1024 * 1024;

/** Every element of the R4 types that the hub takes which holds an Attachment. */
const attachmentKeys = new Set(['attachment', 'sourceAttachment', 'photo', 'valueAttachment', 'document']);
/** How base64 of each accepted type begins; a text may begin anyhow. */
const beginnings: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['JVBERi0']],
  ['image/png', ['iVBORw0KGgo']],
  ['image/jpeg', ['/9j/']],
  ['image/tiff', ['SUkqA', 'TU0AK']],
  ['text/plain', ['']],
]);
export const acceptedTypes = [...beginnings.keys()];

type AttachmentSent = { path: string; type: string; data?: string; hasUrl: boolean };
/** `longTexts`: their FHIRPaths. */
export type Content = { longTexts: string[]; attachments: AttachmentSent[] };

/** `application/pdf` of `Application/PDF; version=1.7`. */
const mediaType = (contentType: unknown): string => (typeof contentType === 'string' ? contentType.replace(/;.*/s, '').trim().toLowerCase() : '');
const attachmentOf = ({ contentType, data, url }: Fields, path: string): AttachmentSent => ({
  path,
  type: mediaType(contentType),
  ...(typeof data === 'string' && { data }),
  hasUrl: url !== undefined,
});
const look = (value: unknown, path: string, key: string, content: Content): void => {
  if (typeof value === 'string' && value.length > longestText && key !== 'div' && key !== 'data') content.longTexts.push(path);
  if (Array.isArray(value)) for (const [index, one] of value.entries()) look(one, `${path}[${index}]`, key, content);
  if (!isFields(value)) return;
  if (attachmentKeys.has(key)) content.attachments.push(attachmentOf(value, path));
  for (const name of Object.keys(value)) look(value[name], `${path}.${name.startsWith('_') ? name.slice(1) : name}`, name, content);
};
/** Of a resource whose structure is right, which is never deep. */
export const contentOf = (resource: { resourceType: string }): Content => {
  const content: Content = { longTexts: [], attachments: [] };
  look(resource, resource.resourceType, '', content);
  return content;
};
const bare = (data: string): string => data.replace(/\s/g, '');
export const isAccepted = ({ type, data }: AttachmentSent): boolean => data === undefined || beginnings.has(type);
/** Bytes of a base64 text. */
const sizeOf = (data: string): number => {
  const text = bare(data);
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
};
export const isTooLarge = ({ data }: AttachmentSent): boolean => data !== undefined && sizeOf(data) > largestAttachment;
/** A file that is not what it says is refused before anybody opens it. */
export const isDisguised = ({ type, data }: AttachmentSent): boolean =>
  data !== undefined && !(beginnings.get(type) ?? ['']).some((beginning) => bare(data.slice(0, 64)).startsWith(beginning));
