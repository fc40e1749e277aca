import { describe, expect, test } from 'vitest';
import { hasText, isPlainNarrative } from '#fhir/structure/narrative';

const div = (html: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>`;
describe('a narrative', () => {
  test.each([
    '<p class="x" style="margin: 4px; border-radius: 5px">Help with <b>money</b> &amp; food</p>',
    '<a href="https://gp.example/fhir/Patient/1?x=a:b">see</a> <a name="x"> </a> <a href="#x">there</a> <a href="Patient-1.html">here</a>',
    '<table class="grid"><tr><td style="display: none">*</td><td><br/><img src="data:image/png;base64,AAAA" alt="x"/></td></tr></table>',
    '<span title=\'single: quotes\' xml:lang="en-GB">text &lt;script&gt; as words</span>',
    '<a href="mailto:x@example.org">mail</a><a href="tel:+441414960000">call</a>',
  ])('of plain formatting is taken: %s', (html) => {
    expect(isPlainNarrative(div(html))).toBe(true);
  });

  test.each([
    '<script>alert(1)</script>',
    '<SCRIPT>alert(1)</SCRIPT>',
    '<p onclick="alert(1)">x</p>',
    '<p ONCLICK="alert(1)">x</p>',
    '<img src="x" onerror="alert(1)"/>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href="&#x6a;avascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<img src="data:image/svg+xml;base64,AAAA"/>',
    '<a href="vbscript:x">x</a>',
    '<p style="background: url(https://x.example)">x</p>',
    '<p style="width: expression(alert(1))">x</p>',
    '<p style="background: u&#114;l(x)">x</p>',
    '<p style="background: \\75rl(x)">x</p>',
    '<iframe src="https://x.example"></iframe>',
    '<object data="x"></object>',
    '<form action="https://x.example"><input name="x"/></form>',
    '<svg><circle r="1"/></svg>',
    '<link rel="stylesheet" href="https://x.example"/>',
    '<style>p { color: red }</style>',
    '<meta http-equiv="refresh" content="0"/>',
    '<base href="https://x.example/"/>',
    '<!-- comment --><p>x</p>',
    '<![CDATA[<script>]]>',
    '<!DOCTYPE html><p>x</p>',
    '<?xml version="1.0"?><p>x</p>',
    '<p title="a<b">x</p>',
    '<p <script>x</p>',
    '<p class="x"onclick="y">x</p>',
    '<p class>x</p>',
    'a < b',
    '<math><mtext></mtext></math>',
    '<a:script>x</a:script>',
  ])('of anything that runs, loads or hides is refused: %s', (html) => {
    expect(isPlainNarrative(div(html))).toBe(false);
  });

  test('is one div, and not an empty one', () => {
    expect(['<p>x</p>', 'words', '', '<divine>x</divine>'].map(isPlainNarrative)).toEqual([false, false, false, false]);
    expect([div('x'), div('<img src="a.png" alt=""/>'), div(' '), div('<p> </p>')].map(hasText)).toEqual([true, true, false, false]);
  });

  test.each(['<', '<p ', '<p class="', `<p ${' '.repeat(1000)}`, 'a'.repeat(1000), '<p a'.padEnd(1000, 'a'), '<p style="'.padEnd(1000, ' ')])(
    'built to be slow is judged in linear steps: %#',
    (piece) => {
      expect(isPlainNarrative(div(piece.repeat(Math.floor(200_000 / piece.length)))).toString()).toMatch(/true|false/);
    },
  );
});
