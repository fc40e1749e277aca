/** The steps until an organisation is open for referrals: what is done, what is missing, and the last one. How it answers. */
import { attentionOf, canAnswer, type Facts, isActive } from '#directory/casework';
import { agreementState } from '#directory/over-time';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { save } from '#web/set-up/save';
import { unversioned } from '#web/set-up/territory';
import { type One, organisationPath, standingsOf } from './organisations.ts';
import { didNotice, doing, form, linkButton, organisationPage, rowOf, whyFlag } from './parts.ts';
import { afterSaved } from './service-data.ts';

type Step = { label: string; to: string; missing: string | undefined };
const serviceLacks = ({ services }: One, { words }: Visit): string | undefined => {
  const { steps: say } = words.communityService;
  if (services.length === 0) return say.lacksService;
  const [vague] = services.filter(({ categories = [] }) => categories.length === 0);
  return vague && say.lacksNeeds(vague.name);
};
const answerLacks = (facts: Facts, { words }: Visit): string | undefined => {
  const { steps: say } = words.communityService;
  if (canAnswer(facts)) return undefined;
  return facts.organisation.mail ? say.lacksPin : say.lacksMail;
};
const stepsOf = (one: One, facts: Facts, visit: Visit): Step[] => {
  const { steps: say } = visit.words.communityService;
  const path = organisationPath(one);
  const holds = (one.agreements ?? []).some((agreement) => ['holds', 'ending'].includes(agreementState(agreement, visit.today)));
  const [first] = one.services;
  const service = first ? `${path}/services/${(one.services.find(({ categories = [] }) => categories.length === 0) ?? first).id}` : `${path}/services/add`;
  const checked = one.services.length > 0 && one.services.every(({ lastChecked }) => lastChecked !== undefined);
  return [
    { label: say.details, to: `${path}/details`, missing: undefined },
    { label: say.service, to: service, missing: serviceLacks(one, visit) },
    { label: say.answering, to: `${path}/answering`, missing: answerLacks(facts, visit) },
    { label: say.agreement, to: `/app/manage/agreements/${one.id}`, missing: holds ? undefined : say.lacksAgreement },
    { label: say.access, to: `${path}/access`, missing: checked ? undefined : say.lacksAccess },
  ];
};
const mayOpen = (one: One, facts: Facts, visit: Visit): boolean => serviceLacks(one, visit) === undefined && answerLacks(facts, visit) === undefined;
const standingOf = async (one: One, visit: Visit): Promise<Facts> => {
  const [standing] = await standingsOf([one], visit);
  if (!standing) throw new Error('an organisation has no standing');
  return standing.facts;
};

const ready = (one: One, facts: Facts, visit: Visit) => {
  const { steps: say } = visit.words.communityService;
  if (one.services.length > 0 && one.services.every(isActive)) return html`<p>${say.isOpen}</p>`;
  return mayOpen(one, facts, visit) ? form(`${organisationPath(one)}/steps`, 'open', html``, say.open, visit) : html`<p>${say.notYet}</p>`;
};
const view = async (one: One, visit: Visit): Promise<Result> => {
  const { steps: say } = visit.words.communityService;
  const facts = await standingOf(one, visit);
  const row = ({ label, to, missing }: Step) =>
    rowOf(html`<h2 class="hub_row-title"><a href="${to}">${label}</a></h2><p>${missing ? say.missing(missing) : say.done}</p>`);
  return {
    title: say.title(one.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    body: html`<p>${say.lead}</p><ol class="hub_rows">${stepsOf(one, facts, visit).map(row)}</ol><h2>${say.ready}</h2>${ready(one, facts, visit)}`,
  };
};
const open = async (one: One, visit: Submitted): Promise<Result> => {
  if (doing(visit.form) !== 'open' || !mayOpen(one, await standingOf(one, visit), visit)) return { trouble: 'notPossible' };
  const services = one.services.map(({ active: _, ...service }) => service);
  const saved = await save(visit, { organisations: [{ ...unversioned(one), services }] });
  return afterSaved(saved, `${organisationPath(one)}?did=opened`, () => ({ trouble: 'notPossible' }), visit);
};

const answering = async (one: One, visit: Visit): Promise<Result> => {
  const { answering: say } = visit.words.communityService;
  const facts = await standingOf(one, visit);
  const path = organisationPath(one);
  const returned = attentionOf(facts, visit.today).filter(({ why }) => why === 'mail-returned');
  return {
    title: say.title(one.name),
    back: `${path}/steps`,
    body: html`<section><h2>${say.link}</h2><p>${say.linkText}</p><p>${one.mail ? say.mail(one.mail) : say.noMail} ${facts.hasPin ? say.pin : say.noPin}</p>
${returned.map((reason) => html`<p>${whyFlag(reason, visit)}</p>`)}
<p>${linkButton(`${path}/details`, say.changeMail)} ${linkButton(`/app/manage/organisations/${one.id}/pin`, say.changePin)}</p></section>
<section><h2>${say.system}</h2><p>${say.states[facts.system]}</p><p>${linkButton(`/app/systems/${one.id}`, say.openSystem)}</p></section>`,
  };
};
export const stepsPages: readonly Page[] = [organisationPage('/steps', { get: view, post: open }), organisationPage('/answering', { get: answering })];
