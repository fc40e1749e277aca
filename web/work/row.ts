/** One person in a list: who, why they are in it, and what can be done with one tap. */
import { flagsOf } from '#people/about';
import type { Standing } from '#referral/caseload';
import { isSensitive } from '#referral/needs';
import type { CaseRow } from '#referral/referral-items';
import type { NextStep } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { ageOn, birthText, nearDay } from '#web/frame/when';
import type { Known } from '#web/people/people';
import { newContact } from './act.ts';
import type { Case } from './case-data.ts';
import { mainNeedText } from './need-text.ts';
import { type Listed, onwardWhy } from './onward-why.ts';
import { referenceOf } from './reference.ts';

/** Lists show neither who it is nor what tells why. */
export const isMasked = (row: CaseRow, known: Known | undefined): boolean => isSensitive(row) || known?.about.sensitive === true;
/** As lists show it: a sensitive one without the name, with the end of the referral's id to tell it from others. */
export const nameInList = (row: CaseRow, known: Known | undefined, { words, today }: Visit): { name: string; born?: string } => {
  if (isMasked(row, known)) return { name: words.cover.masked(referenceOf(row.id)) };
  const name = known?.summary.listName ?? words.casework.unknown;
  const birthDate = known?.summary.birthDate;
  return birthDate ? { name, born: words.casework.born(birthText(birthDate, words), ageOn(birthDate, today)) } : { name };
};

/** On the person's own pages, where who opens them may know who it is. */
export const nameInCase = ({ known }: Pick<Case, 'known'>, { words }: Visit): string => known?.summary.name || words.casework.unknown;

/** `discreet`: without what was written in words. */
export const stepText = (step: NextStep, { words, today }: Visit, discreet = false): string => {
  const when = step.time ? `${nearDay(step.day, today, words)} ${step.time}` : nearDay(step.day, today, words);
  const { casework, caseload } = words;
  const [what, place] = discreet ? [] : [step.what, step.place];
  return caseload.step(what ?? casework.steps[step.kind], when, [casework.modes[step.mode].toLowerCase(), place].filter(Boolean).join(', '));
};

const whyOf = ({ row }: Standing, { names, people, onwards }: Listed, visit: Visit): string[] => {
  const { words, today } = visit;
  const { caseload } = words;
  const near = (at: Parameters<typeof londonDate>[0]) => nearDay(londonDate(at), today, words);
  const named = (id: string) => names.get(id) ?? id;
  const { casework } = row;
  const masked = isMasked(row, people.get(row.person));
  const last = casework?.attempts.at(-1);
  return [
    ...(row.status === 'requested'
      ? [row.source === 'self' ? caseload.selfReferred(near(row.receivedAt)) : caseload.came(near(row.receivedAt), named(row.practice))]
      : []),
    ...(casework?.next ? [stepText(casework.next, visit, masked)] : []),
    ...(last ? [caseload.attempts(casework?.attempts.length ?? 0, near(last))] : []),
    ...(row.undeliveredAt ? [caseload.practiceNotReached] : []),
    ...onwardWhy(row, masked ? () => words.cover.anOrganisation : named, onwards, visit),
    ...(casework?.lastContactAt ? [caseload.lastContact(near(casework.lastContactAt))] : []),
  ];
};

/** What must not be overlooked. */
export const flagsFor = (row: Pick<CaseRow, 'neededBy' | 'urgency' | 'doNotContact'>, known: Known | undefined, { words, today }: Visit): Html[] => {
  const { casework } = words;
  const due = row.neededBy ? [html`<span class="hub_flag hub_flag--danger">${casework.neededBy(nearDay(row.neededBy, today, words))}</span>`] : [];
  const urgent = row.urgency === 'routine' || row.neededBy ? [] : [html`<span class="hub_flag hub_flag--danger">${casework.urgency[row.urgency]}</span>`];
  return [...due, ...urgent, ...flagsOf(known?.about ?? {}).map((flag) => html`<span class="hub_flag">${casework.flags[flag]}</span>`)];
};

const acts = ({ row, reasons }: Standing, visit: Visit): Html => {
  const { words, who } = visit;
  const { act } = words.caseload;
  const at = `/app/work/referrals/${row.id}`;
  if (row.status === 'requested') return html`<a class="ds_button ds_button--small hub_button-small" href="${at}/triage">${act.triage}</a>`;
  const safe = reasons.includes('not-out-safe') && formTo(`${at}/safe`, who.csrf, button(act.safe, 'small'), 'button');
  const log = html`<a class="ds_button ds_button--secondary ds_button--small hub_button-small" href="${at}/contact">${act.log}</a>`;
  const calls = row.casework?.next?.mode === 'telephone' || row.casework?.next === undefined || row.casework.contacts === 0;
  return html`${safe}${calls && formTo(`${at}/no-answer`, who.csrf, html`${newContact(visit)}${button(act.noAnswer, 'small')}`, 'button')}${log}`;
};

export const caseRow = (standing: Standing, caseload: Listed, visit: Visit): Html => {
  const { row, reasons } = standing;
  const known = caseload.people.get(row.person);
  const { name, born } = nameInList(row, known, visit);
  const { words, who } = visit;
  const holder = 'practitioner' in row ? row.practitioner : undefined;
  const isOthers = holder !== undefined && who.caller.kind === 'practitioner' && holder !== who.caller.practitioner;
  const also = reasons.slice(1).map((reason) => words.caseload.sections[reason].toLowerCase());
  return html`<li><div class="hub_row"><div class="hub_row__main"><h3><a href="/app/work/referrals/${row.id}">${name}</a></h3>
<p>${flagsFor(row, known, visit)}${born && html`<span class="hub_quiet">${born}. </span>`}${isMasked(row, known) ? words.cover.sensitive : mainNeedText(row, words)}${isOthers && html` <span class="hub_quiet">${words.caseload.whose(caseload.names.get(holder) ?? holder)}</span>`}</p>
${whyOf(standing, caseload, visit).map((why) => html`<p>${why}</p>`)}${also.length > 0 && html`<p class="hub_quiet">${words.caseload.also(also.join(', '))}</p>`}</div>
<div class="hub_row__acts">${acts(standing, visit)}</div></div></li>`;
};
