/** Pages whose browser runs no script, and what a check must run in them all the same. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export const scriptless = new WeakSet<BrowserContext>();

/** Kept open: with its session the setting would go, and the page have its script back. */
const sessions = new WeakMap<Page, CDPSession>();
/** Speaks to the page as a debugger does. */
export const sessionOf = async (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  return session;
};

/** A check that waits for something within the page never ends where nothing runs. The page's own scripts were passed over long before, and stay so. */
export const withScript = async <T>(page: Page, check: () => Promise<T>): Promise<T> => {
  if (!scriptless.has(page.context())) return check();
  const session = await sessionOf(page);
  // A session that never said no is not heard when it says yes.
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  try {
    return await check();
  } finally {
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  }
};
