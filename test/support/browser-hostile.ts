/** Text that would run, break out or push a page apart where it is not taken as text; and putting it into every field there is. */
import type { Locator, Page } from 'playwright-core';
import { pathOf } from './browser-crawl.ts';

/** What is looked for afterwards. */
export const mark = 'HOSTILE';
const text = `${mark}"'><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a></textarea></title>{{7*7}}\${7*7}\u202E&lt;&#x27;${'W'.repeat(90)}`;

type Control = { name: string; type: string; tagName: string; value: string; maxLength: number; inputMode: string; checked: boolean; selectedIndex: number };
type Form = { action: string; elements: Iterable<Control>; noValidate: boolean; requestSubmit(): void };

type OnPage = {
  n: number /** Where it goes and what it asks. */;
  key: string /** The same, whoever it is about. */;
  kind: string /** `kept` leaves numbers as they are offered. */;
  numbers: boolean;
};
/** The forms within the page's own part, each kind once. */
export const formsOn = async (page: Page): Promise<OnPage[]> => {
  const all = await page.locator('main form').evaluateAll((forms: Form[]) =>
    forms.map((form, n) => {
      const names = [...form.elements].map(({ name }) => name ?? '').filter((name) => name !== '' && name !== 'csrf');
      const numbers = [...form.elements].some(({ inputMode }) => inputMode === 'numeric');
      return { n, numbers, action: form.action, asks: [...new Set(names)].sort().join(' ') };
    }),
  );
  const kinds = all.map(({ n, numbers, action, asks }) => ({ n, numbers, key: `${action} ${asks}`, kind: `${pathOf(action)} ${asks}` }));
  return kinds.filter(({ kind }, n) => kinds.findIndex((other) => other.kind === kind) === n);
};

/** How a form is filled: `all` puts it into every field; `kept` gives dates, numbers and addresses what they ask, so that the hub may take the rest. */
export type Way = 'all' | 'kept';

/** Runs in the page: every text is set, as long as its field takes it, and of what is offered one is chosen. How many texts, it says. */
const fill = (form: Form, { written, way, now }: { written: string; way: Way; now: readonly [string, string, string] }): number => {
  let texts = 0;
  const asked = ({ name, type, inputMode, value }: Control): string | undefined => {
    if (way === 'all') return undefined;
    if (/-day$/.test(name)) return now[2];
    if (/-month$/.test(name)) return now[1];
    if (/-year$/.test(name)) return /birth/.test(name) ? '1980' : now[0];
    if (type === 'time' || /time$/.test(name)) return '00:05';
    if (type === 'email') return 'hostile@birchtree.example';
    if (type === 'tel') return '0141 496 0000';
    if (/postcode/.test(name)) return 'G1 1AA';
    return inputMode === 'numeric' ? value : undefined;
  };
  const groups = new Set<string>();
  for (const one of form.elements) {
    const isText = one.tagName === 'TEXTAREA' || (one.tagName === 'INPUT' && /^(text|search|email|tel|time)$/.test(one.type));
    if (isText) {
      texts += 1;
      one.value = asked(one) ?? (one.maxLength > 0 ? written.slice(0, one.maxLength) : written);
    } else if (one.tagName === 'SELECT') one.selectedIndex = 1;
    else if (one.type === 'checkbox') one.checked = way === 'kept';
    else if (one.type === 'radio' && (way === 'all' || !groups.has(one.name))) {
      groups.add(one.name);
      one.checked = true;
    }
  }
  form.noValidate = true;
  return texts;
};
const file = { name: `${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`id,name\n"${mark}<script>alert(4)</script>","${mark}"\n`) };

/** Fills the form and sends it without the browser's own checks. Resolves to how many texts it has. */
export const sendsHostile = async (page: Page, form: Locator, way: Way): Promise<number> => {
  for (const input of await form.locator('input[type=file]').all()) await input.setInputFiles(file);
  const [year = '', month = '', day = ''] = new Date().toISOString().slice(0, 10).split('-');
  const now = [year, month, day] as const;
  const texts = await form.evaluate(fill as (form: unknown, how: Parameters<typeof fill>[1]) => number, { written: text, way, now });
  const next = page.waitForEvent('domcontentloaded');
  await form.evaluate((sent: unknown) => (sent as Form).requestSubmit());
  await next;
  return texts;
};
