import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintPlanted } from './planted.ts';
import { allowed, plants } from './plants.ts';

/** Every sentence the gate can say: the messages of biome.json and of the plugins. */
const sentences = (): string[] => {
  const config = readFileSync('biome.json', 'utf8');
  const inConfig = [...config.matchAll(/"(?:message|zod)": "([^"]+)"/g)];
  const inPlugins = readdirSync('biome').flatMap((name) => [...readFileSync(`biome/${name}`, 'utf8').matchAll(/message="([^"]+)"/g)]);
  return [...new Set([...inConfig, ...inPlugins].map(([, text = '']) => text))];
};

describe('the gate', () => {
  const red = lintPlanted(plants);
  const green = lintPlanted(allowed);

  test('is red on every planted violation, and says which rule was broken', () => {
    const missed = plants.filter(({ says }, at) => !red[at]?.some((line) => line.includes(says)));
    console.log(`gate: ${plants.length} violations planted, ${plants.length - missed.length} seen; ${allowed.length} allowed ones planted`);
    expect(missed).toEqual([]);
    expect(plants.length).toBeGreaterThan(100);
  });

  test('is green on what the rooms may know', () => {
    const refused = allowed.flatMap((plant, at) => (green[at] ?? []).map((line) => ({ ...plant, line })));
    expect(refused).toEqual([]);
    expect(allowed.length).toBeGreaterThan(50);
  });

  test('says nothing that no plant makes it say', () => {
    const said = red.flat().join('\n');
    const all = sentences();
    expect(all.length).toBeGreaterThan(12);
    expect(all.filter((sentence) => !said.includes(sentence))).toEqual([]);
  });
});
