import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '#insight/value';
import { chartKinds, chartOf, invented } from '#test/charts';
import { barsView } from '#web/charts/bars-view';
import { runChartView } from '#web/charts/run-chart-view';
import { wordsIn } from '#web/words/words';

const words = wordsIn('en');
const c = { hidden: 'c' } as const;
const saidIn = (markup: string): string => /<desc[^>]*>(.*?)<\/desc>/s.exec(markup)?.[1] ?? '';
const withoutTexts = (markup: string): string => markup.replace(/<(title|desc|text|ul|figcaption)\b.*?<\/\1>/gs, '');

/** Strict, as an XML parser is: every tag closed in its turn, attributes quoted and once, no bare `&`. Gives the names of the elements. */
const elementsOf = (markup: string): string[] => {
  const [open, names]: [string[], string[]] = [[], []];
  let rest = markup;
  while (rest !== '') {
    const [all = '', close, name, attributes = '', empty] = /^(?:<(\/)?([a-zA-Z]+)((?:\s+[a-zA-Z:][\w:-]*="[^"<]*")*)\s*(\/)?>|[^<>]+)/.exec(rest) ?? [];
    if (all === '' || /&(?!(amp|lt|gt|quot|#39);)/.test(all)) throw new Error(`not well formed at: ${rest.slice(0, 80)}`);
    const given = [...attributes.matchAll(/([a-zA-Z:][\w:-]*)=/g)].map(([, attribute]) => attribute);
    if (new Set(given).size !== given.length) throw new Error(`an attribute twice: ${all}`);
    if (close && open.pop() !== name) throw new Error(`closes what is not open: ${all}`);
    if (name && !close) names.push(name);
    if (name && !close && !empty) open.push(name);
    rest = rest.slice(all.length);
  }
  if (open.length > 0) throw new Error(`never closed: ${open}`);
  return names;
};
test('the check of well-formed markup finds what is not', () => {
  for (const bad of ['<a><b></a></b>', '<a>', '<a x="1" x="2"/>', '<a x=1/>', '<a>&copy</a>', '<a x="<"/>', '</a>']) expect(() => elementsOf(bad)).toThrow();
  expect(elementsOf('<a x="&#39;"><b/>t</a>')).toEqual(['a', 'b']);
});

describe.each(chartKinds)('a chart of the kind %s', (kind) => {
  const draw = chartOf[kind];
  const hostile = '<script>alert("x")</script> & \u202E \'quoted\' 🙂';

  test('is well-formed, runs nothing and sets no style of its own, whatever the texts in it', () => {
    const markup = String(draw(invented, hostile));
    const elements = elementsOf(markup);
    expect(elements.length).toBeGreaterThan(20);
    for (const never of ['script', 'style', 'image', 'use', 'foreignObject', 'a']) expect(elements).not.toContain(never);
    expect(markup).not.toMatch(/<[^>]*\s(style|on[a-z]+|href|xlink:href)=/i);
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
  });
  test('is a picture with a name and with words in its place', () => {
    const markup = String(draw(invented));
    const [, id, says] = /<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)"/.exec(markup) ?? [];
    expect(markup).toContain(`<title id="${id}">`);
    expect(markup).toContain(`<desc id="${says}">`);
    expect(saidIn(markup).length).toBeGreaterThan(60);
  });

  const numbers = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 12, maxLength: 20 });
  const hide = (values: readonly number[], hidden: ReadonlySet<number>, as: Value): Value[] => values.map((value, n) => (hidden.has(n) ? as : value));
  const some = fc.record({
    values: numbers,
    others: fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 20, maxLength: 20 }),
    places: fc.uniqueArray(fc.nat(19), { maxLength: 8 }),
  });

  test('is the same to the byte for two series that differ only in what is hidden', () => {
    let hidden = 0;
    const property = fc.property(some, ({ values, others, places }) => {
      const away = new Set(places);
      const changed = values.map((value, n) => (away.has(n) ? (others[n] ?? value) : value));
      expect(String(draw(hide(changed, away, c)))).toBe(String(draw(hide(values, away, c))));
      hidden += values.filter((_, n) => away.has(n)).length;
    });
    fc.assert(property, { numRuns: 60 });
    console.log(`${kind}: ${hidden} hidden values`);
    expect(hidden).toBeGreaterThan(50);
  });
  test('puts all that is shown where it would stand had the hidden never been counted', () => {
    const property = fc.property(some, ({ values, places }) => {
      const away = new Set(places);
      const bare = (as: Value) => withoutTexts(String(draw(hide(values, away, as)))).replace(/<rect [^>]*url\(#[a-z]+-hatch\)" \/>/g, '');
      expect(bare(c)).toBe(bare(undefined));
    });
    fc.assert(property, { numRuns: 60 });
  });
  test('says in words which are hidden, with c, and draws even when all are', () => {
    const all = String(draw(invented.map(() => c)));
    elementsOf(all);
    expect(all).not.toMatch(/NaN|undefined|Infinity/);
    expect(all).toMatch(kind === 'funnel' ? /no funnel plot.*here are 0/ : /c: confidential, not shown: |There is no figure/);
    elementsOf(String(draw([])));
  });
});

test('an axis has room and different ticks for values that are all alike, all nothing, tiny or huge', () => {
  for (const values of [
    [0, 0, 0],
    [5, 5, 5],
    [0.01, 0.02, 0.04],
    [120_000, 80_000, 95_000],
    [-3, 0, 4],
    [0.7, 0.702, 0.706],
  ]) {
    const points = values.map((value, n) => ({ label: `month ${n + 1}`, value }));
    const markup = String(runChartView({ id: 'axis', title: 'Axis', unit: 'people', points }, words));
    const ticks = [...markup.matchAll(/text-anchor="end">([^<]+)<\/text>/g)].map(([, tick]) => tick);
    expect(ticks.length).toBeGreaterThan(2);
    expect(new Set(ticks).size).toBe(ticks.length);
    const downs = [...markup.matchAll(/<svg x="[\d.]+%" y="([\d.]+)"/g)].map(([, down]) => Number(down));
    expect(downs.length).toBe(3);
    for (const down of downs) expect(down >= 24 && down <= 200).toBe(true);
  }
});

describe('in words', () => {
  test('a run chart says its range, its median, its shift, its cycles, and what has no number', () => {
    const said = saidIn(String(chartOf['run chart'](invented)));
    for (const part of [
      'In working days, median of each month; 18 points, from Jan 2025 to Jun 2026.',
      'Lowest 9 (Jun 2026), highest 72 (Jul 2025), last 9 (Jun 2026).',
      'Dashed line: the median of 15 points, 41.',
      'Squares, a shift: six or more in a row above the median, Jan 2025 to Aug 2025.',
      'c: confidential, not shown: May 2025.',
      'z: there can be none: May 2026.',
      'No figure: Dec 2025.',
      'A: Phone first, in the evening too (from Apr 2025).',
    ])
      expect(said).toContain(part);
  });
  test('one of few points says that the rules need more', () => {
    const few = runChartView({ id: 'few', title: 'Few', unit: 'people', points: [{ label: 'May', value: 3 }] }, words);
    expect(saidIn(String(few))).toContain('Only 1 point: too few for the rules, which need 10');
  });
  test('bars say each category with its n, hidden or not, and in the picture only the marker', () => {
    const bars = [
      { label: 'Most deprived fifth', value: { shown: 62.1 }, n: { shown: 1240 } },
      { label: 'Not known', value: c, n: c },
    ];
    const markup = String(barsView({ id: 'b', title: 'Reached', unit: 'percent', bars }, words));
    expect(saidIn(markup)).toContain('In percent. Most deprived fifth: 62.1 (n 1,240); Not known: c (confidential) (n c (confidential)).');
    expect(markup).toContain('>Not known: c (n c)</text>');
  });
  test('a funnel names those outside alone, and of too few says that there is none', () => {
    const said = saidIn(String(chartOf.funnel([...Array.from({ length: 12 }, (_, n) => 50 + 3.5 * n), 150])));
    expect(said).toContain('A: Practice 13, 150 of 184 (81.5%): above the solid line.');
    expect(said).not.toContain('Practice 5');
    expect(String(chartOf.funnel([50, 60]))).toContain('no funnel plot. It needs 10 with figures of ten or more that can be shown; here are 2.');
  });
});
