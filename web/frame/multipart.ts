/** A form with a file in it, as browsers send it (`multipart/form-data`). */
import { cleanText, type Form } from './form.ts';

/** As Excel saves it: UTF-8 or, without asking, Windows-1252. */
const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};
const most = 20;

export const isMultipart = (contentType: string | undefined): boolean => /^multipart\/form-data\s*;/i.test(contentType ?? '');
/** Files become text under their field's name; an empty one is not there. Undefined: not as browsers send it. The body's length was judged before. */
export const readMultipart = async (body: Uint8Array, contentType: string): Promise<Form | undefined> => {
  const fields = new Map<string, string[]>();
  try {
    const given = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData();
    const entries = [...given];
    if (entries.length > most) return undefined;
    for (const [name, value] of entries) {
      const text = cleanText(typeof value === 'string' ? value : decoded(new Uint8Array(await value.arrayBuffer())));
      if (text !== '' || typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), text]);
    }
    return fields;
  } catch {
    return undefined;
  }
};
