/** A hub with two council areas and invented figures, and what tests read of its pages of figures. */
import { expect } from 'vitest';
import { areaCells, type Cell, type Section, type Tally } from '#insight/counted/tally';
import { currentSet } from '#insight/counts';
import { tallyOf } from '#insight/figures-store';
import { keys } from '#platform/tables';
import type { Item } from '#platform/types';
import { edinburgh, type TwoAreas, twoAreas } from './set-up-hub.ts';
import type { Named } from './web-hub.ts';

export const glasgow = 'S12000049';
export const place = (month: string, section: Section, practice: string, tally: Tally, area = glasgow): Item => ({
  ...keys.figuresOf(currentSet, area, month, section, practice),
  ...tally,
});
/** Names within a section told apart: `apart('simd:1', { received: 3 })`. */
export const apart = (value: string, tally: Tally): Tally => Object.fromEntries(Object.entries(tally).map(([name, n]) => [`${value}|${name}`, n]));

const july = { received: 30, 'source.gp-system': 20, 'source.self': 10, 'people.q@05': 28, 'engaged.q@05': 20, 'sustained.q@05': 9 };
const waits = { 'wait.3': 10, 'wait.9': 15, 'wait.30': 5, 'worked.2': 10, 'worked.7': 15, 'worked.21': 5, waiting: 4, endedWaiting: 2 };
const onward = {
  sent: 12,
  accepted: 6,
  declined: 2,
  alreadySupporting: 1,
  came: 4,
  'answeredIn.2': 5,
  'answeredIn.6': 3,
  'hours.10': 5,
  'hours.84': 3,
  inTime: 7,
  loopClosed: 6,
  'unanswered@20': 3,
};
const scores = { 'base-wsas-score': 12, 'pair-wsas-score': 6, 'change-wsas-score': -24, 'square-wsas-score': 130, 'better-wsas-score': 5 };
export const invented: readonly Item[] = [
  place('2026-07', 'all', 'birchtree', {
    ...july,
    ...waits,
    ...onward,
    closed: 8,
    notReached: 2,
    'reason.goals-met': 6,
    'reason.unable-to-contact': 2,
    minutes: 480,
  }),
  place('2026-08', 'all', 'birchtree', { received: 20, 'wait.3': 10, 'wait.12': 8, waiting: 2 }),
  place('2026-08', 'all', 'thistledown', { received: 6, 'wait.1': 6 }),
  place('2026-07', 'simd', 'birchtree', {
    ...apart('simd:1', { received: 20, 'people.q@05': 20, 'engaged.q@05': 12, 'wait.9': 15 }),
    ...apart('simd:5', { received: 10, 'people.q@05': 8, 'engaged.q@05': 8, 'wait.3': 10 }),
  }),
  place('2026-07', 'need', 'birchtree', {
    ...apart('need:money', { received: 18, 'having.q': 15 }),
    ...apart('need:loneliness', { received: 12, 'having.q': 11 }),
  }),
  place('2026-07', 'organisation', 'birchtree', { ...apart('organisation:drumgarth', onward), ...apart('organisation:gone', { sent: 1 }) }),
  place('2025-09', 'all', 'birchtree', scores),
  place('now', 'all', 'birchtree', {
    'waitingSince@2026-11-03': 2,
    'waitingSince@2026-10-01': 1,
    open: 40,
    'lastSeen@2026-11-01': 35,
    'lastSeen@2026-08-01': 5,
  }),
  place('2026-08', 'all', 'rowanbank', { received: 99, 'wait.1': 99 }, edinburgh),
];

export const cellsFrom = (items: readonly Item[]): Cell[] =>
  items.map((item) => {
    const [, , area = '', month = ''] = item.pk.split('#');
    const [section, practice = ''] = item.sk.split('#');
    return { area, month, practice, section: section as Section, tally: tallyOf(item) };
  });
/** Beside each practice's, those of its area, as counting writes them. */
const areasOf = (items: readonly Item[]): Item[] =>
  areaCells(cellsFrom(items)).map(({ month, section, practice, tally, area }) => place(month, section, practice, tally, area));
/** With what counting adds up. */
export const inAreas = (items: readonly Item[]): Item[] => [...items, ...areasOf(items)];
export const figuresHub = async (items: readonly Item[] = invented): Promise<TwoAreas> => {
  const hub = await twoAreas();
  await hub.onboard({
    organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: glasgow, services: [{ id: 'parcels', name: 'Parcels', fields: [] }] }],
  });
  await hub.ports.subscriptions.work.putAll([...items, ...areasOf(items)]);
  return hub;
};
/** `of`: the hub of the test that runs. */
export const figuresPages = (of: () => TwoAreas) => {
  const page = async (path: string, as: Named = 'elspeth'): Promise<string> => {
    const { status, text } = await of().get(as, path);
    expect(status, `${path} as ${as}`).toBe(200);
    return text;
  };
  const said = async (path: string, as?: Named) =>
    /id="answer">([\s\S]*?)<\/p>/.exec(await page(path, as))?.[1]?.replaceAll(/\s+/g, ' ') ?? expect.fail('nothing is said');
  /** The rows of the table with this heading, cell by cell. */
  const rows = (text: string, caption: string): string[][] => {
    const [, body] = new RegExp(`aria-label="${caption}"[^>]*>[\\s\\S]*?<tbody>([\\s\\S]*?)</tbody>`).exec(text) ?? expect.fail(`no table ${caption}`);
    return [...(body ?? '').matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '')),
    );
  };
  return { page, said, rows };
};
