/**
 * What HSDS 3.1 asks of each object, written down from its JSON schemas: which names there are, which must be there, and of what form. A name that the
 * standard does not have is red too: a reader would not look for it.
 *
 * The schemas themselves (CC BY-SA, in no registry) do not stand here. On 27 November 2026 their validation keywords were written down once more, apart from
 * these shapes, as far as they concern what the feed says: from openreferral/specification at 0aadc412 (lists), 08753925 (services), 0867a634 (capacities),
 * and 0fd7ce5e, 01be272d and 149f77cd (the rest, which 3.1 shares with 3.0 and 3.2). Against them ajv 8 found no fault at any address of a started hub. With
 * every name forbidden that they do not have, it found one: a list of places said addresses, which only a place by its id has. That was mended. The schemas
 * ask for a name and a status of every service, and their OpenAPI document for id and date alone where `minimal` is asked: the feed does as the latter.
 */
import * as z from 'zod';

const uuid = z.uuid();
const text = z.string().min(1);
const day = z.iso.date();
const instant = z.iso.datetime();

const taxonomy = z.strictObject({ id: uuid, name: text, description: text, uri: z.url().optional(), version: text.optional() });
const term = z.strictObject({
  ...{ id: uuid, name: text, description: text },
  ...{
    code: text.optional(),
    parent_id: uuid.optional(),
    taxonomy: text.optional(),
    taxonomy_id: uuid.optional(),
    language: text.optional(),
    term_uri: z.url().optional(),
  },
});
const attribute = z.strictObject({
  ...{ id: uuid, link_id: uuid.optional(), taxonomy_term_id: uuid.optional() },
  ...{ link_type: text.optional(), link_entity: text.optional(), value: text.optional(), label: text.optional(), taxonomy_term: term.optional() },
});
const address = z.strictObject({
  ...{ id: uuid, address_1: text, city: text, state_province: text, postal_code: text },
  ...{ country: z.string().regex(/^[A-Z]{2}$/), address_type: z.enum(['physical', 'postal', 'virtual']) },
  ...{ address_2: text.optional(), region: text.optional(), attention: text.optional(), location_id: uuid.optional() },
});
const accessibility = z.strictObject({ id: uuid, description: text.optional(), details: text.optional(), url: z.url().optional() });
const location = z.strictObject({
  ...{ id: uuid, location_type: z.enum(['physical', 'postal', 'virtual']), name: text.optional(), description: text.optional(), url: z.url().optional() },
  ...{
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    addresses: z.array(address).optional(),
    accessibility: z.array(accessibility).optional(),
  },
});
const organizationFields = {
  ...{ id: uuid, name: text, description: text, legal_status: text.optional() },
  ...{ email: z.email().optional(), website: z.url().optional(), uri: z.url().optional() },
};
const phone = z.strictObject({ id: uuid, number: text, type: text.optional(), description: text.optional() });
const schedule = z.strictObject({
  ...{
    id: uuid,
    freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
    byday: z
      .string()
      .regex(/^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$/)
      .optional(),
  },
  ...{
    opens_at: z
      .string()
      .regex(/^\d\d:\d\d/)
      .optional(),
    closes_at: z
      .string()
      .regex(/^\d\d:\d\d/)
      .optional(),
    description: text.optional(),
  },
});
const area = z.strictObject({ id: uuid, name: text.optional(), description: text.optional(), uri: text.optional() });
const language = z.strictObject({ id: uuid, code: text.optional(), name: text.optional(), note: text.optional() });
const cost = z.strictObject({
  id: uuid,
  option: text.optional(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
  amount: z.number().optional(),
  amount_description: text.optional(),
});
const unit = z.strictObject({ id: uuid, name: text, scheme: text.optional(), identifier: text.optional(), uri: z.url().optional() });
const capacity = z.strictObject({ id: uuid, unit, available: z.number(), updated: instant, maximum: z.number().optional(), description: text.optional() });
const serviceFields = {
  ...{ id: uuid, name: text, status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']), description: text.optional(), url: z.url().optional() },
  ...{ email: z.email().optional(), application_process: text.optional(), fees_description: text.optional(), eligibility_description: text.optional() },
  ...{
    minimum_age: z.number().optional(),
    maximum_age: z.number().optional(),
    assured_date: day.optional(),
    alert: text.optional(),
    last_modified: instant.optional(),
  },
};
const organization = z.strictObject(organizationFields);
const full = z.strictObject({
  ...serviceFields,
  organization,
  phones: z.array(phone).optional(),
  schedules: z.array(schedule).optional(),
  service_areas: z.array(area).optional(),
  service_at_locations: z.array(z.strictObject({ id: uuid, location })).optional(),
  languages: z.array(language).optional(),
  cost_options: z.array(cost).optional(),
  capacities: z.array(capacity).optional(),
  attributes: z.array(attribute).optional(),
});
const listed = z.strictObject({ ...serviceFields, organization });
const brief = z.strictObject({ id: uuid, name: text, status: serviceFields.status });
const page = (contents: z.ZodType) =>
  z.strictObject({
    ...{ total_items: z.int(), total_pages: z.int(), page_number: z.int(), size: z.int() },
    ...{ first_page: z.boolean(), last_page: z.boolean(), empty: z.boolean(), contents: z.array(contents) },
  });
const place = location.omit({ addresses: true, accessibility: true });
const atLocation = z.strictObject({ id: uuid, service_id: uuid, service: listed, location: place });

export const shapes = {
  '': z.strictObject({
    version: z.literal('3.1'),
    profile: z.url(),
    openapi_url: z.url(),
    description: text,
    publisher: z.strictObject({ name: text, website: z.url() }),
  }),
  services: page(listed),
  'services?full=true': page(full),
  'services?minimal=true': page(z.strictObject({ id: uuid, last_modified: instant })),
  organizations: page(organization),
  'organizations?full=true': page(z.strictObject({ ...organizationFields, services: z.array(brief) })),
  'organizations?full_service=true': page(z.strictObject({ ...organizationFields, services: z.array(full) })),
  service_at_locations: page(atLocation),
  'service_at_locations?full=true': page(z.strictObject({ id: uuid, service: full, location })),
  taxonomies: page(taxonomy),
  taxonomy_terms: page(term),
} as const;
export const single = {
  services: full,
  organizations: z.strictObject({ ...organizationFields, services: z.array(brief) }),
  service_at_locations: z.strictObject({ id: uuid, service: full, location }),
  taxonomies: taxonomy,
  taxonomy_terms: term,
} as const;
