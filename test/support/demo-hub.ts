/** A running hub with the demo's people and their caseload, and somebody who is signed in in a browser. */
import { settleCaseload } from '#local/demo-caseload/settle';
import { openDemoCast } from '#local/demo-cast';
import { type demoUsers, onboardDemo } from '#local/demo-clients';
import { listen } from '#local/demo-listener';
import { type Hub, startHub } from '#local/hub';
import type { Page } from './browser.ts';

export type DemoPerson = (typeof demoUsers)[number]['name'];
export const demoHub = async (): Promise<Hub> => {
  const hub = await startHub({ port: 0 });
  // Somebody takes what organisations are sent: else every one of them would count as not reached.
  const others = await listen(openDemoCast(hub.folder).endpointSecrets.others);
  await onboardDemo(hub, { others: others.url });
  await settleCaseload(hub);
  return hub;
};
/** As people do: opens the hub, and says at the issuer who they are. */
export const signIn = async (page: Page, hub: Hub, name: DemoPerson, to = '/app/start'): Promise<void> => {
  await page.goto(`${hub.url}${to}`);
  await page.getByRole('button', { name: new RegExp(`^Sign in as ${name}`) }).click();
  await page.waitForURL(`${hub.url}/app/**`);
};
