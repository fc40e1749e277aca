/** What an organisation or a practitioner recorded, as a practice reads it: whom the practitioner asked is not the practice's to know (ADR 8). */
import { type Fields, fieldsOf, isFields, listOf, textOf } from '#fhir/structure/fields';

const naming = ['Organization', 'HealthcareService'];
/** The directory's places too: `Location/<organisation>.<service>`. */
const named = /(?:^|\/)(?:(Organization|HealthcareService)\/([^/]+)|(Location)\/[^/]+\.[^/]+)/;

type Hidden = { practice: string; contained: ReadonlySet<string> };
/** The practice itself is no news to it. */
const namesOrganisation = (value: Fields, { practice, contained }: Hidden): boolean => {
  const reference = textOf(value, 'reference');
  const [, type, id, place] = named.exec(reference) ?? [];
  if (type || place) return !(type === 'Organization' && id === practice);
  return contained.has(reference) || (naming.includes(textOf(value, 'type')) && (reference !== '' || 'identifier' in value || 'display' in value));
};

/** Without these nothing is left to say of their element. */
const carrying = ['actor', 'valueReference'];
const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
const less = (value: unknown, hidden: Hidden): unknown => {
  if (Array.isArray(value)) return value.map((one) => less(one, hidden)).filter((one) => one !== undefined);
  if (!isFields(value)) return value;
  if (namesOrganisation(value, hidden)) return undefined;
  const kept = Object.entries(value).map(([name, one]) => [name, one, less(one, hidden)] as const);
  if (kept.some(([name, one, after]) => carrying.includes(name) && one !== undefined && after === undefined)) return undefined;
  return Object.fromEntries(kept.flatMap(([name, one, after]) => (isEmpty(after) && !isEmpty(one) ? [] : [[name, after]])));
};

/** `practice`: the id of the practice that reads. */
export const withoutOrganisations = <Resource extends object>(resource: Resource, practice: string): Resource => {
  const { meta: _, ...sent } = resource as Fields;
  const contained = listOf(sent, 'contained');
  const kept = contained.filter(({ resourceType }) => !naming.includes(String(resourceType)));
  const gone = new Set(contained.filter((one) => !kept.includes(one)).map(({ id }) => `#${String(id)}`));
  const { source: __, ...meta } = fieldsOf(resource as Fields, 'meta');
  const rest = less({ ...sent, ...(kept.length < contained.length ? { contained: kept } : {}) }, { practice, contained: gone });
  return { ...(rest as Resource), ...(Object.keys(meta).length > 0 ? { meta } : {}) };
};
