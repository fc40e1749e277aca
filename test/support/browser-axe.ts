/** Asks axe-core about the page as it stands. What is left to a person's judgement it does not fail. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { looked, nothingIn } from './browser-looked.ts';
import { withScript } from './browser-script.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** `target-size` is off unless asked for: 24 by 24 pixels or room around, links within text excepted (WCAG 2.5.8). */
const asked = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

const told = ({ id, help, helpUrl, nodes }: Result): string[] =>
  nodes.map(
    ({ target, html, failureSummary = '' }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${html}\n  ${failureSummary.replaceAll('\n', '\n  ')}\n  ${helpUrl}`,
  );

/** 650 kB: given to a document once. */
const answers = async (page: Page): Promise<AxeResults> => {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(`${axeSource};undefined`);
  return page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(asked)})`);
};

export const axe = async (page: Page): Promise<void> => {
  const results = await withScript(page, () => answers(page));
  const rules = results.passes.length + results.violations.length + results.incomplete.length;
  looked['checked by axe'] += 1;
  looked['rules applied'] += rules;
  expect(rules, 'rules that axe could apply').toBeGreaterThan(0);
  nothingIn(results.violations.flatMap(told), `axe on ${page.url()}, ${page.viewportSize()?.width} pixels wide`);
};
