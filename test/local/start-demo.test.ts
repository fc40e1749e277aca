import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { startDemo } from '#local/start-demo';
import { paragraph, story } from '#local/terminal';

describe('text for the terminal', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '7'), minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 60 });
  test('is broken at spaces, keeps every word and fits 80 columns', () => {
    fc.assert(
      fc.property(words, (list) => {
        const lines = paragraph(list.join(' '));
        expect(lines.join(' ')).toBe(list.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
      }),
    );
  });
  test('a step begins with its times, and what is shown below it is cut', () => {
    const lines: string[] = [];
    story((line) => lines.push(line)).step('Somebody does something.', ['x'.repeat(200)]);
    expect(lines[0]).toMatch(/^ {6}\d {6}\d {2}Somebody does something\.$/);
    expect(lines[1]).toMatch(/^ {16}x{63}…$/);
  });
});

describe('a demo that fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-hub-demo-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const nowhere = 'http://127.0.0.1:9';
  const hub = {
    ...{ url: nowhere, port: 9, folder, region: 'eu-west-2', tableNames: { access: 'access' }, outputs: { KeyId: 'key' } },
    endpoints: { dynamodb: nowhere, sqs: nowhere, kms: nowhere, ses: nowhere, sms: nowhere, lambda: nowhere },
  };
  const started = async (ending: boolean) => {
    const [said, complained]: [string[], string[]] = [[], []];
    const say = (line: string) => void said.push(line);
    const complain = (line: string) => void complained.push(line);
    await startDemo(hub, { play: true, say, complain, logFile: 'hub.log', ending: () => ending });
    return { said, complained };
  };

  test('says so in one line, and still how to use the hub', async () => {
    const { said, complained } = await started(false);
    expect(complained).toHaveLength(1);
    expect(complained[0]).toMatch(/^\nThe demo stopped: .+\. The hub runs on\.$/);
    expect(said.join('\n')).toContain('Try it yourself');
  });
  test('is silent when the hub is being stopped', async () => {
    expect(await started(true)).toEqual({ said: [], complained: [] });
  });
});
