/** An organisation's own figures, from its own requests as they stand now: the newest, so that it stays quick. */

import type { Answer } from '#platform/endpoint';
import { onwardsOf } from '#referral/organisation-store';
import { referralOf } from '#referral/referral-items';
import type { Onward } from '#referral/types';
import { calendar, londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import { dayText } from '#web/frame/when';
import { answerPage, type Member } from './around.ts';
import { type Followed, type OrganisationFigures, organisationFigures } from './own-figures.ts';

const most = 100;
const atOnce = 10;

const followed = async (all: readonly Onward[], { ports }: Member): Promise<Followed[]> => {
  const found: Followed[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    const part = all.slice(from, from + atOnce);
    const loaded = await Promise.all(part.map(({ id }) => ports.fhir.carryOut.store.load(referralOf(id))));
    found.push(...part.flatMap(({ id }, n) => (loaded[n] ? [{ onward: id, referral: loaded[n].referral, commits: loaded[n].commits }] : [])));
  }
  return found;
};

const counts = ['received', 'answered', 'median', 'accepted', 'declined', 'known', 'came', 'didNotCome', 'completed', 'failed', 'open'] as const;
const money = ['yearly', 'oneOff', 'debt'] as const;
const table = (figures: OrganisationFigures, { words: { answer } }: Member): Html => {
  const { own } = answer;
  const row = (label: string, value: number) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`;
  const gained = money.filter((name) => figures[name] > 0);
  const rows = [...counts, ...gained].flatMap((name) => (figures[name] === undefined ? [] : [row(own[name], figures[name])]));
  return html`<table class="ds_table"><caption>${own.caption}</caption><thead><tr><th scope="col">${own.what}</th><th scope="col">${own.count}</th></tr></thead><tbody>${rows}</tbody></table>`;
};
const nextView = ({ next }: OrganisationFigures, { words: { answer } }: Member): Html => {
  const { own } = answer;
  const told = (['goals-met', 'supported-elsewhere', 'person-stopped', 'other'] as const).flatMap((step) =>
    next[step] === undefined ? [] : [html`<li>${own.ended[step]}: ${next[step]}</li>`],
  );
  return html`<h2>${own.next}</h2><p>${own.nextLead}</p>${told.length === 0 ? html`<p>${own.few}</p>` : html`<ul>${told}</ul>`}`;
};

export const figuresPage = async (member: Member): Promise<Answer> => {
  const { ports, session, words, today } = member;
  const { own } = words.answer;
  const { organisation } = session.caller;
  const [open, closed] = await Promise.all([true, false].map((is) => onwardsOf(ports.fhir.referrals, organisation, { open: is, most })));
  const all = [...(open?.onward ?? []), ...(closed?.onward ?? [])].toSorted((one, other) => (one.sentAt < other.sentAt ? 1 : -1));
  const newest = all.slice(0, most);
  const first = newest.at(-1);
  if (!first) return answerPage({ title: own.title, body: html`<p>${own.none}</p>` }, member);
  const area = await ports.fhir.directory.organisation(organisation).then((one) => one && ports.fhir.directory.area(one.area));
  const figures = organisationFigures(await followed(newest, member), calendar(area?.holidays));
  const isAll = newest.length === all.length && !open?.more && !closed?.more;
  const lead = html`<p>${own.lead(dayText(londonDate(first.sentAt), today, words))}${!isAll && html` ${own.most(newest.length)}`}</p>`;
  return answerPage({ title: own.title, body: html`${lead}${table(figures, member)}${nextView(figures, member)}` }, member);
};
