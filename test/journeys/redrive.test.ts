import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onboardDemo } from '#local/demo-clients';
import { gpSystem } from '#local/demo-gp';
import { type Listener, listen } from '#local/demo-listener';
import { practitioner } from '#local/demo-practitioner';
import { type Hub, startHub } from '#local/hub';
import { onboard } from '#local/onboarding';
import { localPlace } from '#local/onboarding-place';
import { localLanes } from '#local/redrive-place';
import { announce } from '#local/runtime-file';
import { keys } from '#platform/tables';

let hub: Hub;
let withdraw: () => void;
beforeAll(async () => {
  hub = await startHub({ port: 0, warm: false });
  ({ withdraw } = announce(hub.port, { pid: process.pid, ...hub }));
});
afterAll(async () => {
  withdraw?.();
  await hub?.stop();
});

const redrive = async (...args: string[]) => {
  const child = spawn(process.execPath, ['local/redrive.ts', ...args, '--port', String(hub.port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((end) => child.on('close', end))]);
  return { out, err, code };
};
const disable = async (url: string, secret: string) => {
  const services = [{ id: 'parcels', name: 'Food parcels', fields: ['name', 'safe-contact'] }];
  const endpoint = { url, keys: [{ id: 'demo', secret }], disabled: true };
  const organisations = [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049', services, endpoint }];
  const place = localPlace(hub);
  const done = await onboard(Buffer.from(JSON.stringify({ organisations })), place, { dryRun: false, told: () => undefined }).finally(place.close);
  expect(done.outcome).toBe('done');
};
const laneState = async (referral: string) => {
  const lanes = localLanes(hub);
  const lane = await lanes.work.get({ pk: keys.endpoint('drumgarth'), sk: keys.lane(referral) });
  lanes.close();
  return lane?.state;
};

describe('sending again what a party did not take', () => {
  let pantry: Listener;
  let referral: string;
  let onward: string;
  test('a referral to an organisation that is switched off is given up, and stays so when it is switched on', async () => {
    const cast = await onboardDemo(hub);
    pantry = await listen(cast.endpointSecrets.drumgarth);
    await disable(pantry.url, cast.endpointSecrets.drumgarth);
    const [gp, catriona] = [await gpSystem(hub.url, cast.clients.gp), await practitioner(hub.url, cast.clients.practitioner)];
    referral = (await gp.refer('R-1')).id;
    await catriona.moveTo(referral, 'accepted');
    onward = await catriona.referOn(referral, 'drumgarth');
    await expect.poll(() => laneState(referral)).toBe('parked');
    expect(await redrive('drumgarth')).toMatchObject({ code: 1, out: expect.stringContaining('switched off') });
    await onboardDemo(hub, { drumgarth: pantry.url });
    expect(await laneState(referral)).toBe('parked');
  });

  test('the operator’s command sends it', async () => {
    expect(await redrive('drumgarth', onward)).toEqual({ code: 0, err: '', out: 'Sending again to drumgarth, for referrals: 1.\n' });
    expect((await pantry.hears('referral.requested', onward)).data.referral).toBe(onward);
    await expect.poll(() => laneState(referral)).toBe('idle');
    expect(await redrive('drumgarth')).toEqual({ code: 0, err: '', out: 'Nothing waits for them.\n' });
  });

  const wrong: [string[], string][] = [
    [[], 'Name one party'],
    [['drumgarth', 'no-id'], 'no-id is no id of a referral.'],
    [['drumgarth', '--stack', 'x'], 'Give --port or --stack, not both.'],
  ];
  test.each(wrong)('%j is answered with one line', async (args, line) => {
    const { out, err, code } = await redrive(...args);
    expect([code, out, err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(line);
  });
  test('a party that the hub has no address for is named as such', async () => {
    expect(await redrive('kelvinbank')).toMatchObject({ code: 1, out: expect.stringContaining('knows no address') });
  });
});
