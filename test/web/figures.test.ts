/** The pages of figures: a question, the practice it is asked of, and an answer that is said in words, drawn and written down alike. */
import { beforeEach, expect, test } from 'vitest';
import type { Section, Tally } from '#insight/counted/tally';
import { currentSet } from '#insight/counts';
import { keys } from '#platform/tables';
import { type TwoAreas, twoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';

const area = 'S12000049';
let hub: TwoAreas;
const counted = (month: string, section: Section, practice: string, tally: Tally, of = area) =>
  hub.ports.subscriptions.work.putAll([{ ...keys.figuresOf(currentSet, of, month, section, practice), ...tally }]);
const answer = async (path: string, as: Named = 'elspeth') => {
  const { status, text } = await hub.get(as, path);
  expect(status, path).toBe(200);
  return text;
};
const said = (text: string) => /id="answer">([\s\S]*?)<\/p>/.exec(text)?.[1]?.replaceAll(/\s+/g, ' ') ?? expect.fail('nothing is said');

beforeEach(async () => {
  hub = await twoAreas();
  await counted('2026-07', 'all', 'birchtree', { received: 30, 'wait.3': 10, 'wait.9': 15, 'wait.30': 5, waiting: 4, endedWaiting: 2 });
  await counted('2026-08', 'all', 'birchtree', { received: 20, 'wait.3': 10, 'wait.12': 8, waiting: 2 });
  await counted('2026-08', 'all', 'thistledown', { received: 6, 'wait.1': 6 });
  await counted('2026-08', 'all', 'rowanbank', { received: 99, 'wait.1': 99 }, 'S12000036');
});

test('how long people wait in a practice is answered in words with n, as a picture and in numbers that agree', async () => {
  const text = await answer('/app/figures/firstContact?practice=birchtree&period=2026-Q3');
  expect(said(text)).toBe(
    'Birchtree Practice, July to September 2026. Half of 48 people had a first conversation within 9 days; 1 in 10 waited 30 or more; 6 still wait. 2 were closed without it.',
  );
});
test.each(['elspeth', 'nadia', 'catriona'] as const)('%s finds every question', async (name) => {
  expect((await hub.get(name, '/app/figures')).status).toBe(200);
});
