/** A running hub with the demo's people and their caseload, and somebody who is signed in in a browser. */
import { afterAll, beforeAll } from 'vitest';
import { settleCaseload } from '#local/demo-caseload/settle';
import { openDemoCast } from '#local/demo-cast';
import { type demoUsers, onboardDemo } from '#local/demo-clients';
import { listen } from '#local/demo-listener';
import { type Hub, startHub } from '#local/hub';
import type { Page } from './browser.ts';

export type DemoPerson = (typeof demoUsers)[number]['name'];
/** A file comes to some of the functions alone. */
export const bareHub = (): Promise<Hub> => startHub({ port: 0, warm: false });
const demoHub = async (): Promise<Hub> => {
  const started = await bareHub();
  // Somebody takes what organisations are sent: else every one of them would count as not reached.
  const others = await listen(openDemoCast(started.folder).endpointSecrets.others);
  await onboardDemo(started, { others: others.url });
  await settleCaseload(started);
  return started;
};
/** The same people, and nothing done yet. */
export const onboardedHub = async (): Promise<Hub> => {
  const started = await bareHub();
  await onboardDemo(started);
  return started;
};

/** Of the file that opened it: there from its first hook on. */
export let hub: Hub;
/** At the top of a file, once: started before its tests, stopped after them. */
export const openHub = (start: () => Promise<Hub> = demoHub): void => {
  const opened: { hub?: Hub } = {};
  beforeAll(async () => {
    hub = await start();
    opened.hub = hub;
  });
  afterAll(async () => {
    await opened.hub?.stop();
  });
};

/** As people do: opens the hub, and says at the issuer who they are. */
export const signIn = async (page: Page, at: Pick<Hub, 'url'>, name: DemoPerson, to = '/app/start'): Promise<void> => {
  await page.goto(`${at.url}${to}`);
  await page.getByRole('button', { name: new RegExp(`^Sign in as ${name}`) }).click();
  await page.waitForURL(`${at.url}/app/**`);
};
