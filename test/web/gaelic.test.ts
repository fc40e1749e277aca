/** Texts in Gaelic against the English ones: the compiler asks that none is missing; here that each says something else and takes what it is given. */
import { expect, test } from 'vitest';
import { sheet as english } from '#web/words/en/sheet';
import { when as englishWhen } from '#web/words/en/when';
import { sheet as gaelic } from '#web/words/gd/sheet';
import { when as gaelicWhen } from '#web/words/gd/when';
import { type Translated, wordsIn } from '#web/words/words';

type Text = string | ((...given: string[]) => string);
type Texts = { readonly [name: string]: Text | Texts | readonly Text[] };
const textsIn = (texts: Texts | readonly Text[], at = ''): [string, Text][] =>
  Object.entries(texts).flatMap(([name, one]): [string, Text][] => (typeof one === 'object' ? textsIn(one, `${at}${name}.`) : [[at + name, one]]));
/** Of names alone, or of two parts that stand side by side in any language. */
const alike = ['of'];

test('every text is there, takes the same, passes on what it takes, and is not the English one', () => {
  const [own, other] = [textsIn({ sheet: gaelic, when: gaelicWhen } as never), textsIn({ sheet: english, when: englishWhen } as never)];
  expect(own.map(([name]) => name)).toEqual(other.map(([name]) => name));
  const said = (text: Text | undefined) => (typeof text === 'function' ? text('<first>', '<second>') : (text ?? ''));
  for (const [n, [name, text]] of own.entries()) {
    const [mine, theirs] = [said(text), said(other[n]?.[1])];
    expect([name, mine.includes('<first>'), mine.includes('<second>')]).toEqual([name, theirs.includes('<first>'), theirs.includes('<second>')]);
    if (!alike.includes(name.split('.').at(-1) ?? '')) expect([name, mine]).not.toEqual([name, theirs]);
  }
  console.log(`gaelic: ${own.length} texts compared`);
  expect(own.length).toBeGreaterThan(60);
});
test('a text that is missing, too many, or takes something else does not compile', () => {
  const { title: _, ...rest } = gaelic;
  // @ts-expect-error: one is missing
  const missing = rest satisfies Translated<typeof english>;
  // @ts-expect-error: one is too many
  const extra = { ...gaelicWhen, soon: 'a dh’aithghearr' } satisfies Translated<typeof englishWhen>;
  // @ts-expect-error: a day in place of two texts
  const other = { ...gaelic, at: (day: number) => `${day}` } satisfies Translated<typeof english>;
  expect([missing, extra, other]).toHaveLength(3);
});
test('where Gaelic has no words yet the English stand', () => {
  expect(wordsIn('gd').sheet.title).toBe(gaelic.title);
  expect(wordsIn('gd').referral).toBe(wordsIn('en').referral);
  expect(wordsIn('en').sheet.title).toBe(english.title);
});
