/** What in a text would tell who somebody is. It finds what has a form of its own; a name has none, so the pages ask for that in words. Pure. */

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*';
const year = "(?:\\d{4}|['’]?\\d{2})";
const forms = {
  /** Of the NHS, of a telephone, of a case: ten digits or more, as people write them with a space or a stroke between. */
  number: [/(?:\d[ .\-–/()]?){9}\d/],
  /** Days with their year: what is kept here needs the month alone, and a date of birth looks the same. */
  date: [
    /(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)/,
    /(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)/,
    new RegExp(`(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}\\.?,?\\s+${year}(?!\\d)`, 'i'),
    new RegExp(`\\b${month}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+${year}(?!\\d)`, 'i'),
  ],
  postcode: [/\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b/i],
  mail: [/[^\s@]@[^\s@]+\.[^\s@]/],
} as const;
export type Telling = keyof typeof forms;
const tellings = ['date', 'number', 'postcode', 'mail'] as const satisfies readonly Telling[];

/** The first thing that tells; undefined where none was found. */
export const tellingIn = (text: string): Telling | undefined => {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return tellings.find((name) => forms[name].some((form) => form.test(plain)));
};
