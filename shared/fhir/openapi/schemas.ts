/** What the hub says to organisations and managers, as schemas of OpenAPI; the tests hold every answer of the doors against them. */
import * as z from 'zod/mini';
import { toldToOrganisations } from '#delivery/notices';
import { trialTypes } from '#delivery/trial';
import { answerBody } from '#fhir/organisation/answer';
import type { DeliveryReport } from '#insight/delivery-report';

const said = <Schema extends z.ZodMiniType>(schema: Schema, text: string): Schema => schema.check(z.describe(text));
const textOf = (text: string) => said(z.string(), text);
const instant = (text: string) => said(z.iso.datetime(), text);
const count = z.int().check(z.minimum(0));
const share = z.nullable(z.number().check(z.minimum(0), z.maximum(1)));

const id = textOf('The referral, as it stands in your address for it');
const urgency = z.enum(['routine', 'urgent', 'asap', 'stat']);
const status = said(
  z.enum(['requested', 'accepted', 'rejected', 'in-progress', 'on-hold', 'completed', 'failed', 'cancelled', 'entered-in-error']),
  'Where the referral stands with you',
);
const need = said(
  z.strictObject({ system: z.optional(z.string()), code: z.optional(z.string()), display: z.string() }),
  'What kind of help is asked for, with a SNOMED CT or other code where there is one',
);
const day = (text: string) => said(z.iso.date(), text);
const area = textOf('Code of the council area, as S12000049');
const people = (type: string) => z.optional(said(z.array(z.record(z.string(), z.unknown())), `As FHIR R4's ${type}`));

const person = said(
  z.strictObject({
    name: people('HumanName'),
    telecom: people('ContactPoint'),
    contact: people('Patient.contact'),
    birthDate: z.optional(z.string()),
    address: people('Address'),
    communication: people('Patient.communication'),
    doNotContact: said(z.boolean(), 'Do not contact the person yourself: ask the practitioner'),
  }),
  'Only while you have accepted and not ended it, and only the fields that your service declared',
);
const message = z.strictObject({ by: z.optional(z.string()), at: z.optional(z.string()), text: z.string() });
const referral = z.strictObject({
  referral: id,
  version: said(z.int(), 'Rises when something changes for you'),
  status,
  businessStatus: z.optional(textOf('A finer word for it, as awaiting-info, appointment-booked, cancellation-requested')),
  need,
  urgency,
  area,
  sentAt: instant('When it was sent to you'),
  answerBy: day('Until when an answer is asked'),
  neededBy: z.optional(day('When the help is needed')),
  slot: z.optional(instant('As you said with your yes, in UTC; so are the next three')),
  worker: z.optional(z.string()),
  reference: z.optional(z.string()),
  waitingWeeks: z.optional(z.int()),
  reason: z.optional(said(z.strictObject({ code: z.string(), text: z.string() }), 'Why it stands so, by whoever moved it')),
  fullUntil: z.optional(day('Until when you said that there is no room')),
  question: z.optional(textOf('Your question that nobody has answered yet')),
  messages: z.optional(said(z.array(message), 'Questions and replies, in order; when you fetch')),
  answers: z.optional(
    said(z.array(z.strictObject({ question: z.string(), text: z.string() })), 'What the person answered to your service’s questions; with person'),
  ),
  person: z.optional(person),
});

const notice = z.strictObject({
  type: z.enum(toldToOrganisations),
  timestamp: instant('When it happened'),
  data: z.strictObject({
    area,
    neededBy: z.optional(day('When the help is needed')),
    referral: id,
    need,
    urgency,
    answerBy: z.optional(day('Until when an answer is asked; while nothing is answered')),
    status,
    answerUrl: textOf('POST your answers here'),
    fetchUrl: textOf('GET what you may see, here'),
  }),
});

const trial = z.strictObject({
  type: said(z.enum(trialTypes), 'A trial of your address, or that it changes'),
  timestamp: instant('When it was sent'),
  data: z.strictObject({ organisation: textOf('Your organisation’s id') }),
});

const issue = z.looseObject({
  severity: z.enum(['error', 'warning', 'information']),
  code: textOf('See the table of refusals'),
  details: z.strictObject({ text: textOf('What is wrong, and what to do') }),
  expression: z.optional(said(z.array(z.string()), 'Which field')),
});
const outcome = said(
  z.strictObject({ resourceType: z.literal('OperationOutcome'), issue: z.array(issue).check(z.minLength(1)) }),
  'Every refusal of the hub but that of a token; the form is FHIR’s',
);

const token = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: said(z.literal(300), 'Seconds'),
  scope: textOf('What was granted, which may be less than was asked for; SMART v2, one word for each type'),
});
const tokenRequest = z.strictObject({
  grant_type: z.literal('client_credentials'),
  scope: textOf('As system/insight.r; several are parted by one space'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: textOf(
    'A JWT signed by your registered key with RS384 or ES384: iss and sub your client id, aud this address, exp at most 5 minutes ahead, a new jti each time',
  ),
  client_id: z.optional(textOf('The same as iss')),
});
const refusedToken = z.strictObject({
  error: z.enum(['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope']),
  error_description: z.string(),
});

const counted = z.strictObject({ n: count, missing: count, stillWaiting: count, medianHours: z.nullable(z.number()), p90Hours: z.nullable(z.number()) });
const figures = z.strictObject({
  period: z.strictObject({ from: z.string(), to: z.string() }),
  asAt: instant('What was counted by then'),
  definitionsVersion: z.int(),
  received: count,
  practices: z.array(z.strictObject({ practice: z.string(), received: count })),
  onward: z.strictObject({
    ...{
      sent: count,
      accepted: count,
      declined: count,
      alreadySupporting: count,
      withdrawn: count,
      acceptanceRate: share,
      closed: count,
      loopsClosedRate: share,
    },
    response: counted,
  }),
  basis: said(z.record(z.string(), z.string()), 'What each figure means and how it is counted'),
}) satisfies z.ZodMiniType<Omit<DeliveryReport, 'asAt' | 'basis'>>;

const discovery = z.strictObject({
  token_endpoint: z.string(),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  capabilities: z.array(z.string()),
  code_challenge_methods_supported: z.array(z.string()),
});

/** By the name under which the document has them. */
export const schemas = {
  Answer: answerBody,
  Referral: referral,
  Notice: notice,
  Trial: trial,
  OperationOutcome: outcome,
  Token: token,
  TokenRequest: tokenRequest,
  TokenRefusal: refusedToken,
  Figures: figures,
  SmartConfiguration: discovery,
} as const;
export type SchemaName = keyof typeof schemas;
