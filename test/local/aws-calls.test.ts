import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureHub, startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
let hub: FixtureHub;
beforeAll(async () => {
  hub = await startFixture(`${folder.path}/journal`, { dataDir: `${folder.path}/data` });
});
afterAll(async () => {
  await hub?.stop();
  folder.remove();
});
const asked = async (thing: string) => (await hub.get(`/things/${thing}`)).json();

describe('what functions ask of AWS, by its own SDK', () => {
  test('KMS encrypts under the key and the context that are named, and opens nothing else', async () => {
    expect(await asked('encryption')).toEqual({
      keyId: expect.stringMatching(/^arn:aws:kms:eu-west-2:000000000000:key\//),
      opened: 'secret',
      dataKey: true,
      otherContext: 'InvalidCiphertextException',
      spoilt: 'InvalidCiphertextException',
      unknownKey: 'NotFoundException',
      wrongUse: 'InvalidKeyUsageException',
      tooLong: 'ValidationException',
      unknownCall: 'UnknownOperationException',
    });
  });

  test('the master key is readable by its owner alone', () => {
    expect(statSync(`${hub.folder}/master.key`).mode & 0o777).toBe(0o600);
  });

  test('KMS makes and checks MACs', async () => {
    expect(await asked('macs')).toEqual({ length: 32, MacValid: true, forged: 'KMSInvalidMacException' });
  });

  test('mail is kept, not sent', async () => {
    const { id, nobody } = (await asked('mail')) as { id: string; nobody: string };
    const kept = { kind: 'mail', id, at: expect.any(String), from: 'hub@hub.invalid', to: ['a@b.invalid'], subject: 'Subject', text: 'Text' };
    expect(nobody).toBe('BadRequestException');
    expect(hub.outbox.mails).toEqual([kept]);
    expect(JSON.parse(readFileSync(hub.outbox.file, 'utf8'))).toEqual(kept);
    expect(statSync(hub.outbox.file).mode & 0o777).toBe(0o600);
  });

  test('so are texts', async () => {
    const { id, nobody } = (await asked('text')) as { id: string; nobody: string };
    expect(nobody).toBe('ValidationException');
    const kept = { kind: 'text', id, at: expect.any(String), from: 'pool-1', to: ['+447700900123'], text: 'Text' };
    expect(hub.outbox.texts).toEqual([kept]);
    expect(JSON.parse(readFileSync(hub.outbox.file, 'utf8').trim().split('\n').at(-1) ?? '')).toEqual(kept);
  });

  test('a function calls another and gets its answer, or its error', async () => {
    expect(await asked('call')).toEqual({ StatusCode: 200, payload: 'null' });
    const failed = (await asked('call-failing')) as { FunctionError: string; payload: string };
    expect(failed.FunctionError).toBe('Unhandled');
    expect(JSON.parse(failed.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'told to fail' });
    expect(await asked('call-nobody')).toEqual({ refused: 'ResourceNotFoundException' });
  });

  test('an event is taken at once and runs by itself; given up, it goes where the template says', async () => {
    expect(await asked('call-later')).toEqual({ StatusCode: 202, payload: '' });
    await hub.journal((entries) => entries.some(({ event }) => event?.later === true));
    await asked('call-later-failing');
    await hub.journal((entries) => entries.some(({ event }) => event?.fail === true));
    const dead = Object.keys(hub.waiting()).find((name) => name.includes('Dead')) ?? '';
    await expect.poll(() => hub.waiting()[dead]).toMatchObject({ ready: 1 });
  });

  test('a call that is not signed is refused', async () => {
    const response = await fetch(hub.endpoints.kms, { method: 'POST', headers: { 'x-amz-target': 'TrentService.ListKeys' }, body: '{}' });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
  });
});
