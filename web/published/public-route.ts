/** `/figures/{area}/{quarter}`: what was published, for anybody, to be read and kept. Whatever was not is one and the same 404. */
import { areaId } from '#directory/ids';
import type { AreaContact, Directory } from '#directory/types';
import { publishedAt, publishedQuarters } from '#insight/published-store';
import type { Released } from '#insight/release-types';
import { cacheable } from '#platform/cacheable';
import type { Answer, Call, Handler } from '#platform/endpoint';
import type { Table } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { periodText } from '#web/figures/periods';
import { shown } from '#web/frame/answer';
import { html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import { wordsIn } from '#web/words/words';
import { csvOf, jsonOf } from './files.ts';
import { aboutView, periodOf, releasedView } from './released-view.ts';

/** `contactOf`: whom to ask in that area, as it stands now. */
type Ports = { work: Table; local: boolean; contactOf: (area: string) => Promise<AreaContact | undefined> };
/** What is no area's id has nobody to ask. */
export const contactsOf =
  (directory: Pick<Directory, 'area'>): Ports['contactOf'] =>
  async (area) => {
    const id = areaId.safeParse(area);
    return id.success ? (await directory.area(id.data))?.contact : undefined;
  };
const words = wordsIn('en');
const { publication: say } = words;

export const publicPath = (area: string, quarter?: string): string => `/figures/${area}${quarter === undefined ? '' : `/${quarter}`}`;
const framed = (page: Shown, call: Call, place: string | undefined, { local }: Ports): Answer =>
  shown(page, {
    words,
    path: call.path,
    invented: local,
    language: 'en',
    top: html`<span class="hub_brand">${place === undefined ? words.frame.hub : say.brand(place)}</span>`,
  });

const missing = (call: Call, ports: Ports): Answer =>
  framed({ title: say.missing.title, status: 404, body: html`<p>${say.missing.text}</p>` }, call, undefined, ports);

const quarterPage = async (released: Released, call: Call, ports: Ports): Promise<Answer> => {
  const at = publicPath(released.area, released.period);
  const files = html`<section><h2>${say.files}</h2><p>${say.filesLead}</p><ul><li><a href="${at}.csv">${say.csv}</a></li><li><a href="${at}.json">${say.json}</a></li></ul><p><a href="${publicPath(released.area)}">${say.others}</a></p></section>`;
  const title = say.title(released.name, periodOf(released, londonDate(call.receivedAt), words));
  return framed(
    { title, wide: true, body: html`${releasedView(released, words)}${files}${aboutView(released, words, await ports.contactOf(released.area))}` },
    call,
    released.name,
    ports,
  );
};
const file = (released: Released, kind: 'csv' | 'json'): Answer => ({
  status: 200,
  contentType: kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
  headers: { 'content-disposition': `attachment; filename="figures-${released.area}-${released.period}.${kind}"`, 'access-control-allow-origin': '*' },
  body: kind === 'csv' ? csvOf(released) : JSON.stringify(jsonOf(released)),
});
const indexPage = async (area: string, call: Call, ports: Ports): Promise<Answer | undefined> => {
  const quarters = await publishedQuarters(ports.work, area);
  const name = quarters.at(-1)?.name;
  if (name === undefined) return undefined;
  const item = ({ quarter }: { quarter: string }) =>
    html`<li><a href="${publicPath(area, quarter)}">${periodText(quarter, londonDate(call.receivedAt), words)}</a></li>`;
  return framed({ title: say.indexTitle(name), body: html`<p>${say.indexLead}</p><ul>${quarters.toReversed().map(item)}</ul>` }, call, name, ports);
};

/** As areas are coded: S12000049. */
const areaForm = /^[A-Za-z0-9-]{1,64}$/;
const quarterForm = /^(\d{4}-Q[1-4])(?:\.(csv|json))?$/;
const found = async (call: Call, ports: Ports): Promise<Answer | undefined> => {
  const [area = '', last, ...rest] = call.path.replace(/\/$/, '').split('/').slice(2);
  if (!areaForm.test(area) || rest.length > 0) return undefined;
  if (last === undefined) return indexPage(area, call, ports);
  const [, quarter, kind] = quarterForm.exec(last) ?? [];
  const released = quarter === undefined ? undefined : await publishedAt(ports.work, area, quarter, 'public');
  if (!released) return undefined;
  return kind === 'csv' || kind === 'json' ? file(released, kind) : quarterPage(released, call, ports);
};
export const publishedRoute =
  (ports: Ports): Handler =>
  async (call) => {
    if (call.method !== 'GET' && call.method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } };
    const answer = await found(call, ports);
    return answer ? cacheable(answer, String(answer.body), call) : missing(call, ports);
  };
