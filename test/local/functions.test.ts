import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FixtureHub, startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
let hub: FixtureHub;
beforeAll(async () => {
  process.env.OF_THE_HUB = 'leaks';
  hub = await startFixture(`${folder.path}/journal`);
});
afterAll(async () => {
  delete process.env.OF_THE_HUB;
  await hub?.stop();
  folder.remove();
});
const status = async (path: string) => (await hub.get(path)).status;

describe('a function', () => {
  test('has exactly the environment that the template gives, and what Lambda adds', async () => {
    const environment = (await (await hub.get('/things/environment')).json()) as Record<string, string>;
    const given = ['BASE_URL', 'KEY', 'MACS', 'QUEUE', 'QUIET', 'TABLE'];
    const credentials = [
      'AWS_ACCESS_KEY_ID',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'OUTBOX_FILE',
    ];
    const endpoints = ['DYNAMODB', 'KMS', 'LAMBDA', 'PINPOINT_SMS_VOICE_V2', 'SESV2', 'SQS'].map((service) => `AWS_ENDPOINT_URL_${service}`);
    expect(Object.keys(environment).toSorted()).toEqual([...given, ...credentials, ...endpoints].toSorted());
    expect(environment).toMatchObject({ TABLE: hub.tableNames.things, AWS_LAMBDA_FUNCTION_NAME: hub.functionName('fixture-api'), BASE_URL: `${hub.url}/x` });
    expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^FNApi[0-9A-F]{8}$/);
  });

  test('knows its name and how much time is left', async () => {
    const { left, functionName } = (await (await hub.get('/things/echo')).json()) as { left: number; functionName: string };
    expect(functionName).toBe(hub.functionName('fixture-api'));
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThanOrEqual(2000);
  });

  test('runs many invocations at a time', async () => {
    const before = performance.now();
    expect(await Promise.all(Array.from({ length: 20 }, () => status('/things/sleep?300')))).toEqual(Array(20).fill(200));
    expect(performance.now() - before).toBeLessThan(20 * 300);
  });

  test('that loops without end is stopped, and whatever ran beside it fails; the next call finds a new one', async () => {
    const beside = status('/things/sleep?60000');
    expect(await status('/things/spin')).toBe(500);
    expect(await beside).toBe(500);
    expect(await status('/things/echo')).toBe(200);
  });

  test('that ends its thread fails alone and is started again', async () => {
    expect(await status('/things/exit')).toBe(500);
    expect(await status('/things/echo')).toBe(200);
  });

  test('can be killed in the midst of its work', async () => {
    const running = status('/things/sleep?1900');
    await vi.waitUntil(() => hub.logged.includes('[fixture-api] sleeps 1900'), { timeout: 60_000 });
    expect(await hub.killWorker('fixture-api')).toBe(true);
    expect(await running).toBe(500);
    expect(await hub.killWorker('fixture-api')).toBe(false);
    expect(await status('/things/echo')).toBe(200);
  });

  test('is heard in the log of the hub under its name', async () => {
    await hub.get('/things/say');
    await vi.waitUntil(() => hub.logged.includes('[fixture-api] said aloud'), { timeout: 60_000 });
  });
});
