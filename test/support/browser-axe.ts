/** Asks axe-core about the page as it stands. What is left to a person's judgement it does not fail. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { looked, nothingIn } from './browser-looked.ts';
import { sessionOf, withScript } from './browser-script.ts';

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

type Judged = { rules: number; violations: Result[] };
/** What passed is counted within the page: to bring it out takes as long as to judge. */
const judge = `axe.run(document, ${JSON.stringify(asked)}).then(({ passes, incomplete, violations }) => ({
  rules: passes.length + incomplete.length + violations.length, violations }))`;

/** 650 kB: given to a document once, past what Playwright would wrap around it. */
const judged = async (page: Page): Promise<Judged> => {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) {
    await (await sessionOf(page)).send('Runtime.evaluate', { expression: `${axeSource};undefined` });
  }
  return page.evaluate<Judged>(judge);
};

export const axe = async (page: Page): Promise<void> => {
  const { rules, violations } = await withScript(page, () => judged(page));
  looked['checked by axe'] += 1;
  looked['rules applied'] += rules;
  expect(rules, 'rules that axe could apply').toBeGreaterThan(0);
  nothingIn(violations.flatMap(told), `axe on ${page.url()}, ${page.viewportSize()?.width} pixels wide`);
};
