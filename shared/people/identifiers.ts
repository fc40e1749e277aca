/** The numbers by which the health services of the UK know a person, and the many names under which they are sent. */

export type NumberSystem = 'chi' | 'nhs' | 'hsc';
/** Ten digits, checked. Kept as text: a leading zero counts. */
export type PersonNumber = { system: NumberSystem; value: string };

/**
 * The first of each is the hub's own; senders use them all. No authority has settled the CHI number's (Scotland); the NHS number's is
 * UK Core's (England, Wales, Isle of Man); the health and care number is Northern Ireland's.
 */
export const numberSystems: Record<NumberSystem, readonly [string, ...string[]]> = {
  chi: [
    'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53',
    'https://fhir.nhs.uk/Id/chi-number',
    'http://fhir.nhs.scot.uk/Id/national/chi-number',
    'https://fhir.hl7.org.uk/Id/chi-number',
  ],
  nhs: ['https://fhir.nhs.uk/Id/nhs-number'],
  hsc: ['https://fhir.nhs.uk/Id/hsc-number', 'urn:uuid:1479257a-ce8f-482a-89fa-429ac066c158'],
};
const systemsByUri = new Map(
  Object.entries(numberSystems).flatMap(([system, uris]) => uris.map((uri) => [uri.toLowerCase(), system as NumberSystem] as const)),
);
/** Which number a FHIR identifier system stands for; letter case is not told apart, as senders do not. */
export const numberSystemOf = (uri: string): NumberSystem | undefined => systemsByUri.get(uri.toLowerCase());

/** Modulus 11 with the weights 10 to 2; the CHI number and the NHS number share it. A check of 10 is never valid. */
const checkDigitIsRight = (digits: string): boolean => {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
};
/** A CHI number begins with the day of birth, DDMMYY. 29 February is right when either century has it. */
const beginsWithDay = (digits: string): boolean => {
  const [day, month, year] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  const february = year % 4 === 0 ? 29 : 28;
  const days = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
};
/** Whose ranges the first three digits are; none for those never given out. 900 to 999 are for tests. */
const rangeOf = (digits: string): NumberSystem | undefined => {
  const first = Number(digits.slice(0, 3));
  if (first < 320) return 'chi';
  if (first < 400) return 'hsc';
  return first < 500 || (first >= 600 && first < 800) || first >= 900 ? 'nhs' : undefined;
};

export type NumberFault = 'not-ten-digits' | 'lost-leading-zero' | 'wrong-check-digit' | 'no-real-day' | 'not-in-use';
/** `moved`: the number is right, but was sent under another service's system. */
export type NumberReading = { ok: true; number: PersonNumber; moved: boolean } | { ok: false; because: NumberFault };

/** Reads a number as sent under a system: exactly ten digits, without spaces. */
export const readNumber = (system: NumberSystem, value: string): NumberReading => {
  if (/^\d{9}$/.test(value)) return { ok: false, because: 'lost-leading-zero' };
  if (!/^\d{10}$/.test(value)) return { ok: false, because: 'not-ten-digits' };
  const range = rangeOf(value);
  const isRight = checkDigitIsRight(value);
  const meantAsChi = range === 'chi' || (system === 'chi' && !isRight);
  if (meantAsChi && !beginsWithDay(value)) return { ok: false, because: 'no-real-day' };
  if (!isRight) return { ok: false, because: 'wrong-check-digit' };
  return range ? { ok: true, number: { system: range, value }, moved: range !== system } : { ok: false, because: 'not-in-use' };
};

/** Whether a CHI number's first six digits say the birth date (`YYYY-MM-DD`). Its century is not in it. */
export const agreesWithBirthDate = (chi: string, birthDate: string): boolean =>
  chi.slice(0, 6) === `${birthDate.slice(8, 10)}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}`;
