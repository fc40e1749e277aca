/** What the consent page loads. */
import type { Organisation } from '#directory/types';
import { isUnder16, type Under16 } from '#people/consent-giving';
import type { ConsentStatement } from '#people/types';
import type { Visit } from '#web/frame/page';
import { namesOfRecorders } from '#web/people/person-names';
import { areaOf, type PersonCase, personCase } from '#web/people/person-page';
import { type Kept, recordsSeen } from '#web/people/records';
import { statementsFor } from './standing.ts';
import type { Names } from './standing-view.ts';

export type ConsentCase = {
  found: PersonCase;
  consents: readonly Kept<'Consent'>[];
  statements: readonly ConsentStatement[];
  organisations: readonly Organisation[];
  names: Names;
  recorders: Names;
  under16: Under16;
  route: Awaited<ReturnType<typeof areaOf>>['under16'];
};

/** Those of the area, and those named already wherever they are. */
const organisationsFor = async (
  { referrals }: PersonCase,
  area: Awaited<ReturnType<typeof areaOf>>['area'],
  statements: readonly ConsentStatement[],
  { ports }: Visit,
) => {
  const { directory } = ports.fhir;
  const here = area ? await directory.organisationsIn(area) : [];
  const named = [...statements.flatMap((said) => said.with ?? []), ...referrals.flatMap(({ onward }) => onward.map(({ organisation }) => organisation))];
  const elsewhere = [...new Set(named)].filter((id) => !here.some((one) => one.id === id));
  const others = await Promise.all(elsewhere.map((id) => directory.organisation(id)));
  return [...here, ...others.filter((one) => one !== undefined)].sort((one, other) => (one.name < other.name ? -1 : 1));
};

export const consentCase = async (visit: Visit): Promise<ConsentCase | undefined> => {
  const found = await personCase(visit);
  if (!found) return undefined;
  const [consents, { area, under16: route }] = await Promise.all([recordsSeen('Consent', found, visit), areaOf(found, visit)]);
  const statements = statementsFor(
    found,
    consents.map(({ record }) => record),
    visit,
  );
  const organisations = await organisationsFor(found, area, statements, visit);
  const recorders = await namesOfRecorders(
    consents.map(({ record }) => record.by),
    visit,
  );
  const names = new Map(organisations.map(({ id, name }) => [id as string, name]));
  return { found, consents, statements, organisations, names, recorders, under16: isUnder16(found.known.summary.birthDate, visit.today), route };
};
