/** What R4 allows each primitive type to be. Every pattern is linear in the length of the text. */
import { isRealDay } from './calendar.ts';

const text = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const number = (fits: (value: number) => boolean) => (value: unknown) => typeof value === 'number' && fits(value);
const dated = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value) && isRealDay(value);
const notBlank = (value: unknown) => typeof value === 'string' && value.trim() !== '';
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const zone = String.raw`(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))`;
/** Space may stand between groups of four, as line breaks do. */
const isBase64 = (value: unknown): boolean => {
  const pieces = typeof value === 'string' ? value.split(/\s+/) : [];
  return pieces.every((piece) => piece.length % 4 === 0) && /^[A-Za-z0-9+/]+={0,2}$/.test(pieces.join(''));
};
const whole = (from: number) => number((value) => Number.isInteger(value) && value >= from && value <= 2_147_483_647);

type Primitive = { fits: (value: unknown) => boolean; text: string };
const uri: Primitive = { fits: text(/^\S+$/), text: 'must be a URI without spaces' };
const string: Primitive = { fits: notBlank, text: 'must be a string with more in it than spaces' };
/** `text` ends a sentence that begins with the element's name. */
export const primitives: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['boolean', { fits: (value) => typeof value === 'boolean', text: 'must be true or false, without quotes' }],
  ['integer', { fits: whole(-2_147_483_648), text: 'must be a whole number of 32 bits, without quotes' }],
  ['unsignedInt', { fits: whole(0), text: 'must be a whole number from 0, without quotes' }],
  ['positiveInt', { fits: whole(1), text: 'must be a whole number from 1, without quotes' }],
  ['decimal', { fits: number(Number.isFinite), text: 'must be a number, without quotes' }],
  ['string', string],
  ['markdown', string],
  ['xhtml', string],
  ['uri', uri],
  ['url', uri],
  ['canonical', uri],
  ['oid', { fits: text(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/), text: 'must be an OID, as urn:oid:1.2.3' }],
  [
    'uuid',
    {
      fits: text(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      text: 'must be a UUID in lower case, as urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
    },
  ],
  ['id', { fits: text(/^[A-Za-z0-9.-]{1,64}$/), text: 'must be 1 to 64 letters, digits, dots or hyphens' }],
  ['code', { fits: text(/^\S+(?:\s\S+)*$/), text: 'must be a code: a string without spaces at its ends or double spaces' }],
  ['base64Binary', { fits: isBase64, text: 'must be base64' }],
  ['date', { fits: dated(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/), text: 'must be a day that exists, as 2026-11-23, or a month or a year' }],
  [
    'dateTime',
    {
      fits: dated(new RegExp(`^\\d{4}(?:-\\d\\d(?:-\\d\\d(?:T${clock}${zone})?)?)?$`)),
      text: 'must be a day that exists, or a time with seconds and time zone, as 2026-11-23T09:30:00Z',
    },
  ],
  [
    'instant',
    { fits: dated(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT${clock}${zone}$`)), text: 'must be a time with seconds and time zone, as 2026-11-23T09:30:00Z' },
  ],
  ['time', { fits: text(new RegExp(`^${clock}$`)), text: 'must be a time of day with seconds, as 09:30:00' }],
]);
