/** An invented programme as an onboarding file would say it, and how it comes into a hub. */
import { capacityOf, setCapacity } from '#directory/capacity-store';
import { checkOnboarding } from '#directory/onboarding';
import { applyChange, type OnboardingDeps, planOnboarding } from '#directory/onboarding-store';
import { registrationProblems } from '#identity/registration';
import { instantOf } from '#platform/time';
import type { Clock, Secrets, Table } from '#platform/types';
import { chance } from './chance.ts';
import { collector } from './compared.ts';
import { type Organisation, type Practice, type Programme, startOf } from './programme.ts';
import { needOf } from './sent.ts';
import { dateAt, day } from './time.ts';

/** The quarter in which it begins, and those that follow. */
const quartersOf = ({ months }: Programme): string[] => {
  const first = new Date(`${months.first}T00:00:00.000Z`);
  const begins = Date.UTC(first.getUTCFullYear(), Math.floor(first.getUTCMonth() / 3) * 3, 1);
  return Array.from({ length: Math.ceil(months.starts.length / 3) + 1 }, (_, n) => {
    const at = new Date(begins);
    at.setUTCMonth(at.getUTCMonth() + n * 3);
    return at.toISOString().slice(0, 10);
  });
};
const practiceRow = ({ id, name, arm, listSize }: Practice, of: Programme) => ({
  ...{ id, name, area: of.area, arms: [{ from: startOf(of), arm }] },
  listSizes: quartersOf(of).map((quarter, n) => ({ day: quarter, patients: listSize + n * 11 })),
});
const organisationRow = ({ id, name, service, needs, sensitive, money }: Organisation, of: Programme) => {
  const by = chance(`${of.options.seed}/organisation/${id}`);
  const facts = { cost: 'free', lastChecked: dateAt(of.months.begins - by.whole(5, 320) * day), ...(money ? { outcomes: 'money' } : {}) };
  const about = { ...facts, fields: ['name', 'safe-contact'], categories: needs.map((need) => ({ code: need, display: needOf(need).display })) };
  return {
    ...{ id, name, area: of.area, kind: 'third-sector', services: [{ ...service, ...about, ...(sensitive ? { sensitive } : {}) }] },
    agreements: [{ reference: `DSA-${id}`, purpose: 'What each service needs to know of a person', from: dateAt(of.months.begins - 200 * day) }],
  };
};
const mailOf = (id: string) => `${id.replaceAll('-', '.')}@links-programme.example`;
/** Who collects in the comparison practices, where there are any. */
const collectors = ({ practices }: Programme) => {
  const collects = practices.flatMap(({ id, arm }) => (arm === 'comparison' ? [id] : []));
  return collects.length > 0 ? [{ ...collector, mail: mailOf(collector.id), collects }] : [];
};
/** Of every second it is said practice by practice, most of it at the first; of the others nobody said how it is divided. */
const partsOf = ({ practices, wte }: Pick<Programme['practitioners'][number], 'practices' | 'wte'>, place: number) => {
  if (practices.length < 2 || place % 2 === 1) return {};
  const each = Math.floor((wte * 100) / (practices.length + 1));
  const first = Math.round(wte * 100) - each * (practices.length - 1);
  return { parts: practices.map((practice, n) => ({ practice, wte: (n === 0 ? first : each) / 100 })) };
};
const documentOf = (of: Programme) => ({
  areas: [{ id: of.area, name: 'Glasgow City', manager: of.manager }],
  managers: [{ id: of.manager, name: 'Elspeth Munro', areas: [of.area] }],
  practices: of.practices.map((practice) => practiceRow(practice, of)),
  practitioners: of.practitioners.map(({ id, name, practices, wte, leaves }, n) => ({
    ...{ id, name, practices },
    wte: [{ from: startOf(of), wte, ...partsOf({ practices, wte }, n) }, ...(leaves ? [{ from: dateAt(Number(of.months.starts[leaves.month])), wte: 0 }] : [])],
  })),
  organisations: of.organisations.map((organisation) => organisationRow(organisation, of)),
  users: [
    { id: of.manager, name: 'Elspeth Munro', mail: mailOf(of.manager), manager: of.manager },
    ...of.practitioners.map(({ id, name }) => ({ id, name, mail: mailOf(id), practitioner: id })),
    ...collectors(of),
  ],
});

type Deps = { table: Table; clock: Clock; macs: NonNullable<OnboardingDeps['macs']> };
/** No party has a system of its own, so there are no keys to keep. */
const noSecrets: Secrets = {
  encrypt: () => Promise.reject(new Error('an invented programme has no secrets')),
  decrypt: () => Promise.reject(new Error('an invented programme has no secrets')),
};
/** What is there already stays as it is. */
export const onboardProgramme = async (of: Programme, { table, clock, macs }: Deps): Promise<void> => {
  const checked = checkOnboarding(documentOf(of), { allowLoopback: false, clientProblems: registrationProblems });
  if (!checked.ok) throw new Error(`the invented programme is none: ${JSON.stringify(checked.problems)}`);
  const idsFor = (what: string) => chance(`${of.options.seed}/onboarding/${what}`).ids;
  const deps = { table, clock, macs, secrets: noSecrets, ids: idsFor(''), who: 'simulation', file: `simulation ${of.options.seed}` };
  const { changes } = await planOnboarding(checked.document, deps);
  for (const change of changes)
    if ((await applyChange(change, { ...deps, ids: idsFor(`${change.what} ${change.added ? 'added' : change.fields}`) })) === 'overtaken')
      throw new Error(`${change.what} was changed by somebody else; start again`);
  for (const { id, service } of of.organisations) {
    const places = chance(`${of.options.seed}/room/${id}`).whole(2, 20);
    if ((await capacityOf(table, id, [service.id])).size > 0) continue;
    await setCapacity(table, id, service.id, { places, updatedAt: instantOf(of.months.begins), by: 'organisation' });
  }
};
