/** A running hub with the demo's people and their caseload, and somebody who is signed in in a browser. */
import { settleCaseload } from '#local/demo-caseload/settle';
import { type demoUsers, onboardDemo } from '#local/demo-clients';
import { type Hub, startHub } from '#local/hub';
import type { Page } from './browser.ts';

export type DemoPerson = (typeof demoUsers)[number]['name'];
export const demoHub = async (): Promise<Hub> => {
  const hub = await startHub({ port: 0 });
  await onboardDemo(hub);
  await settleCaseload(hub);
  return hub;
};
/** As people do: opens the hub, and says at the issuer who they are. */
export const signIn = async (page: Page, hub: Hub, name: DemoPerson, to = '/app/start'): Promise<void> => {
  await page.goto(`${hub.url}${to}`);
  await page.getByRole('button', { name: new RegExp(`^Sign in as ${name}`) }).click();
  await page.waitForURL(`${hub.url}/app/**`);
};
