/** Several in one line: only the first keeps its capital; what is written in capitals keeps them all. */
const small = (text: string): string => (/^\p{Lu}\p{Lu}/u.test(text) ? text : `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`);
export const inARow = ([first = '', ...others]: readonly string[]): string => [first, ...others.map(small)].join(', ');
