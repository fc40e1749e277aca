/** Every language of the documentation judges every message with a known signature as it says. What this machine has no interpreter for is named. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { languages, type Vector, vectors } from '#fhir/openapi/docs-verify';

const folder = mkdtempSync(join(tmpdir(), 'docs-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { secret, now, list } = vectors;
const good = list.map((vector) => vector.good);
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const inputs = () => file('vectors.json', JSON.stringify(list));
const name = ({ headers }: Vector, part: string) => headers[`webhook-${part}`] ?? '';
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const shellLine = (vector: Vector, n: number) => {
  const given = [secret, name(vector, 'id'), name(vector, 'timestamp'), name(vector, 'signature'), file(`body-${n}`, vector.body), String(now)];
  return `if is_from_the_hub ${given.map(quoted).join(' ')}; then echo true; else echo false; fi`;
};

type Run = { command: string; arguments: string[] };
const runs: Record<(typeof languages)[number][0], (text: string) => Run> = {
  javascript: (text) => {
    const asks = `import { readFileSync } from 'node:fs';
for (const { headers, body } of JSON.parse(readFileSync(${JSON.stringify(inputs())}, 'utf8')))
  console.log(isFromTheHub('${secret}', headers, Buffer.from(body), ${now * 1000}));`;
    return { command: process.execPath, arguments: [file('verify.mjs', `${text}\n${asks}`)] };
  },
  python: (text) => {
    const asks = `import json
for one in json.load(open(${JSON.stringify(inputs())}, encoding="utf-8")):
    print(str(is_from_the_hub("${secret}", one["headers"], one["body"].encode(), ${now})).lower())`;
    return { command: 'python3', arguments: [file('verify.py', `${text}\n${asks}\n`)] };
  },
  php: (text) => {
    const asks = `foreach (json_decode(file_get_contents(${JSON.stringify(inputs())}), true) as $one)
    echo is_from_the_hub('${secret}', $one['headers'], $one['body'], ${now}) ? "true\\n" : "false\\n";`;
    return { command: 'php', arguments: [file('verify.php', `<?php\n${text}\n${asks}\n`)] };
  },
  sh: (text) => ({ command: 'bash', arguments: [file('verify.sh', `${text}\n${list.map(shellLine).join('\n')}\n`)] }),
};

test('the messages are as many good as they must be to tell anything', () => {
  expect([good.filter(Boolean).length > 2, good.filter((one) => !one).length > 4]).toEqual([true, true]);
});
test('each language that this machine can run judges all of them right', () => {
  const ran: string[] = [];
  const missing: string[] = [];
  for (const [language, , text] of languages) {
    const { command, arguments: given } = runs[language](text);
    const { stdout, stderr, error } = spawnSync(command, given, { encoding: 'utf8' });
    if (error) {
      missing.push(language);
      continue;
    }
    ran.push(language);
    expect(stdout.trim().split('\n'), `${language}: ${stderr}`).toEqual(good.map(String));
  }
  console.log(`signatures: ${list.length} messages judged in ${ran.join(', ')}; no interpreter here for ${missing.join(', ') || 'none'}`);
  expect(ran).toEqual(expect.arrayContaining(['javascript', 'sh']));
});
