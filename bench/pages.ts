/** How long the hub takes for each page that a practitioner opens all day, with a full caseload and a practice of many years behind it. */
import { settleCaseload } from '#local/demo-caseload/settle';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { newBrowser } from '#test/hand-browser';
import { benchCaseload, fill } from './caseload.ts';
import { percentile } from './load.ts';
import type { BenchHub } from './running.ts';
import { fine, printTable, whole } from './table.ts';

const years = async ({ running: { region, endpoints, tableNames } }: BenchHub, stored: number): Promise<void> => {
  const credentials = () => ({ accessKeyId: 'BENCH', secretAccessKey: 'checked-by-nobody-here' });
  const client = dynamoClient({ region, endpoint: endpoints.dynamodb, credentials });
  await fill(dynamoTable(client, tableNames.referrals ?? ''), 0, stored, 'completed');
  client.destroy();
};
const signedIn = async ({ running: { url } }: BenchHub) => {
  const browser = newBrowser();
  const choice = await browser.go(`${url}/app/sign-in?to=/app/work`);
  const page = await browser.go(choice.url, { user: 'catriona-weir' });
  if (!page.text.includes('Catriona Weir')) throw new Error('nobody was signed in');
  return { browser, page };
};

/** `stored`: ended referrals; `calls`: of each page, one after the other. */
export const benchPages = async (hub: BenchHub, [stored, calls]: [number, number]): Promise<void> => {
  const { url } = hub.running;
  await settleCaseload(hub.running);
  await years(hub, stored);
  const { browser, page } = await signedIn(hub);
  const one = /href="(\/app\/work\/referrals\/[0-9a-z]{26})"/.exec(page.text)?.[1];
  const fresh = /href="(\/app\/work\/referrals\/[0-9a-z]{26}\/triage)"/.exec(page.text)?.[1];
  if (!one || !fresh) throw new Error('the caseload is empty');
  const paths = ['/app/work', '/app/work?show=practice', '/app/work/today', fresh, one, `${one}/contact`, `${one}/step`, `${one}/close`];
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const found = new URL((await browser.go(`${url}/app/work/search`, { csrf, find: 'Galbraith' })).url).pathname;
  paths.push(found, `${found}?closed=yes`, `${one}/find`);
  const rows: string[][] = [];
  for (const path of paths) {
    const times: number[] = [];
    let bytes = 0;
    for (let call = 0; call < calls + 20; call += 1) {
      const from = performance.now();
      const { status, text } = await browser.ask(`${url}${path}`);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      if (call >= 20) times.push(performance.now() - from);
      bytes = Buffer.byteLength(text);
    }
    times.sort((a, b) => a - b);
    const name = path.replace(/[0-9a-z]{26}/, '{referral}').replace(/found\/[\w.-]+/, 'found/{sealed}');
    rows.push([name, fine(percentile(times, 0.5)), fine(percentile(times, 0.95)), whole(bytes / 1024)]);
  }
  process.stdout.write(
    `Pages for a practitioner with sixty people; ${stored} referrals that ended besides; ${calls} calls each, in ms. Aims: p95 at most 50; at most 100 KB.\n`,
  );
  printTable(['page', 'p50', 'p95', 'KB'], rows);
  await benchCaseload([stored], calls);
};
