/** Somebody who uses a page, and how much they had to do: a journey that goes through this alone can say what it cost. */
import type { Locator, Page } from 'playwright-core';

type Role = Parameters<Page['getByRole']>[0];
type Name = string | RegExp;
/** `fields`: in how many something was typed. */
type Did = { clicks: number; fields: number };
type User = {
  clicks(role: Role, name: Name): Promise<void>;
  /** A radio button or a box to tick, by its label, which may lie over it. */
  ticks(name: Name): Promise<void>;
  /** Of a list that opens: a click to open it, one to choose. */
  chooses(label: Name, option: string): Promise<void>;
  types(label: Name, text: string): Promise<void>;
  /** A key on what is focused, such as Enter: counts as a click. */
  presses(key: string): Promise<void>;
  did(): Did;
  /** From here on. */
  startsAnew(): void;
};

/** By the words that she sees or hears. Going to an address is no act; typing counts by the field, and getting there is part of it. */
export const counted = (page: Page): User => {
  let did: Did = { clicks: 0, fields: 0 };
  const count = (more: Partial<Did>) => {
    did = { clicks: did.clicks + (more.clicks ?? 0), fields: did.fields + (more.fields ?? 0) };
  };
  const exact = (name: Name) => ({ exact: typeof name === 'string' });
  const acts = async (more: Partial<Did>, act: () => Promise<unknown>) => {
    await act();
    count(more);
  };
  const labelled = (label: Name): Locator => page.getByLabel(label, exact(label));
  return {
    clicks: (role, name) => acts({ clicks: 1 }, () => page.getByRole(role, { name, ...exact(name) }).click()),
    ticks: (name) => acts({ clicks: 1 }, () => labelled(name).setChecked(true, { force: true })),
    chooses: (label, option) => acts({ clicks: 2 }, () => labelled(label).selectOption({ label: option })),
    types: (label, text) => acts({ fields: 1 }, () => labelled(label).fill(text)),
    presses: (key) => acts({ clicks: 1 }, () => page.keyboard.press(key)),
    did: () => did,
    startsAnew: () => {
      did = { clicks: 0, fields: 0 };
    },
  };
};
