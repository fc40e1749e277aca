/** What a page's form was filled in with, as it was posted. */

/** Names in the order of the page; a ticked list has several values under one name. */
export type Form = ReadonlyMap<string, readonly string[]>;
/** By field: what is wrong, in words for who filled it in. */
export type Faults = Readonly<Record<string, string>>;

const mostFields = 400;
/** Carriage returns are the browser's, not the writer's; other control characters are nobody's. */
export const cleanText = (text: string): string => text.replaceAll('\r\n', '\n').replace(/(?![\n\t])\p{Cc}/gu, '');

/** Undefined: not a form as browsers send it. */
export const readForm = (body: Uint8Array): Form | undefined => {
  const fields = new Map<string, string[]>();
  const posted = new URLSearchParams(Buffer.from(body).toString('utf8'));
  if (posted.size > mostFields) return undefined;
  for (const [name, value] of posted) fields.set(name, [...(fields.get(name) ?? []), cleanText(value)]);
  return fields;
};
export const formOf = (values: Readonly<Record<string, string | readonly string[] | undefined>>): Form =>
  new Map(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'string' ? [value] : value] as [string, string[]]])),
  );

/** Without space at either end; the empty text where nothing was given. */
export const text = (form: Form | undefined, name: string): string => (form?.get(name)?.[0] ?? '').trim();
export const texts = (form: Form | undefined, name: string): readonly string[] => (form?.get(name) ?? []).map((one) => one.trim()).filter((one) => one !== '');
export const ticked = (form: Form | undefined, name: string): boolean => texts(form, name).length > 0;
/** One of these words, or undefined. */
export const oneOf = <Word extends string>(form: Form | undefined, name: string, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === text(form, name));
export const someOf = <Word extends string>(form: Form | undefined, name: string, words: readonly Word[]): Word[] => {
  const given = texts(form, name);
  return words.filter((word) => given.includes(word));
};
/** How a day stands in its three boxes. */
export const dayParts = (name: string, day: string | undefined): Record<string, string | undefined> => ({
  [`${name}-day`]: day && String(Number(day.slice(8))),
  [`${name}-month`]: day && String(Number(day.slice(5, 7))),
  [`${name}-year`]: day?.slice(0, 4),
});
