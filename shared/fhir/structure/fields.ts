/** An object read as JSON, and what may be asked of it before its type is known. */

export type Fields = { [name: string]: unknown };
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Also there when only its extensions are sent. */
export const has = (value: Fields, name: string): boolean => value[name] !== undefined || value[`_${name}`] !== undefined;
export const hasAny = (value: Fields, ...names: string[]): boolean => names.some((name) => has(value, name));
export const hasChoice = (value: Fields, name: string): boolean =>
  Object.keys(value).some((key) => key.replace(/^_/, '').startsWith(name) && /^[A-Z]/.test(key.replace(/^_/, '').slice(name.length)));
export const textOf = (value: Fields, name: string): string => {
  const text = value[name];
  return typeof text === 'string' ? text : '';
};
export const numberOf = (value: Fields, name: string): number | undefined => {
  const number = value[name];
  return typeof number === 'number' ? number : undefined;
};
export const fieldsOf = (value: Fields, name: string): Fields => {
  const one = value[name];
  return isFields(one) ? one : {};
};
export const listOf = (value: Fields, name: string): Fields[] => {
  const list = value[name];
  return Array.isArray(list) ? list.filter(isFields) : [];
};
