/** The hub's addresses that carry no FHIR: what each is for, what it takes, what it says, and every refusal it can give. */

import { answerRefusals } from '#fhir/organisation/answer-refusals';
import { refusals } from '#fhir/refusals';
import { jsonLimits } from '#fhir/structure/json';
import type { RouteName } from '#platform/routes';
import type { RefusalReason } from '#referral/refusals';
import type { SchemaName } from './schemas.ts';

/** `code` as it stands in the answer: the issue's, or of a token's refusal the `error`. */
export type RefusalRow = { status: number; code: string; text: string };
export type Operation = {
  title: string;
  text: string;
  /** What proves who calls. */
  by: 'signature' | 'token' | 'nobody';
  query?: Readonly<Record<string, string>>;
  takes?: { schema: SchemaName; type: string };
  says: { text: string; type: string; schema?: SchemaName };
  refuses: readonly RefusalRow[];
  /** The form of its refusals; a fault is told by an OperationOutcome everywhere. */
  refusal: 'OperationOutcome' | 'TokenRefusal';
};

const json = 'application/json';
const known = (...reasons: RefusalReason[]): RefusalRow[] => reasons.map((reason) => refusals[reason]);
const fault: RefusalRow = {
  status: 500,
  code: 'exception',
  text: 'Something broke in the hub. Send the same again, an answer with the same webhook-id: nothing happens twice.',
};
const signed: RefusalRow[] = [
  {
    status: 401,
    code: 'login',
    text: 'The signature is missing, is by no current key of this organisation, or is more than five minutes old or early. Check key, clock and bytes.',
  },
  ...known('not-found'),
  { status: 415, code: 'not-supported', text: 'Send without Content-Encoding: the signature is over the bytes as they arrive.' },
];
const unreadable: RefusalRow[] = [
  { status: 400, code: 'structure', text: 'This is no JSON, or a name stands twice in it, or it is nested too deep. The text says where.' },
  { status: 400, code: 'value', text: 'A text holds a control character, or a number is too large to be kept.' },
  { status: 400, code: 'invalid', text: 'A field is missing, wrong or unknown, or referral is not the id in the address. Each is told, with its place.' },
  { status: 413, code: 'too-long', text: `Send at most ${jsonLimits.bytes} bytes, and ${jsonLimits.string} characters in one text.` },
  { status: 413, code: 'too-costly', text: `Send at most ${jsonLimits.nodes} values.` },
];

const plain = { by: 'nobody', refusal: 'OperationOutcome', refuses: [] } as const;

/** FHIR tells of its own addresses in its CapabilityStatement; the last row of the routes is the 404. */
export const operations = {
  answer: {
    title: 'Answer a referral',
    text: 'Says yes, no, or how it goes. The webhook-id makes it happen once: the same id and body get the first reply again, and change nothing.',
    by: 'signature',
    takes: { schema: 'Answer', type: json },
    says: { text: 'Taken. The referral as the answer left it, without the person.', type: json, schema: 'Referral' },
    refuses: [...unreadable, ...signed, ...Object.values(answerRefusals), ...known('busy'), fault],
    refusal: 'OperationOutcome',
  },
  fetchReferral: {
    title: 'Fetch a referral',
    text: 'What you may see of it now: before your yes the need alone, from your yes to its end also what your service declared that it needs of the person.',
    by: 'signature',
    says: { text: 'The referral.', type: json, schema: 'Referral' },
    refuses: [...signed, fault],
    refusal: 'OperationOutcome',
  },
  token: {
    title: 'Get an access token',
    text: 'For client systems: SMART Backend Services, private_key_jwt. Organisations that sign their answers need none.',
    by: 'nobody',
    takes: { schema: 'TokenRequest', type: 'application/x-www-form-urlencoded' },
    says: { text: 'A token, good for five minutes.', type: json, schema: 'Token' },
    refuses: [
      { status: 400, code: 'invalid_request', text: 'A parameter is missing or given twice, or the body is no form.' },
      { status: 400, code: 'unsupported_grant_type', text: 'The one grant_type is client_credentials.' },
      { status: 400, code: 'invalid_scope', text: 'No scope that was asked for is registered for this client, or one is no scope of this hub.' },
      {
        status: 401,
        code: 'invalid_client',
        text: 'The assertion is not by a key of a known client, is over, or was used before. The description says what to check.',
      },
      fault,
    ],
    refusal: 'TokenRefusal',
  },
  delivery: {
    title: 'Figures of delivery',
    text: 'How referrals went in the areas of the manager for whom the client speaks, by month.',
    by: 'token',
    query: { from: 'The first month, as 2026-10', to: 'The last month, as 2026-11; at most 24 in all' },
    says: { text: 'The figures.', type: json, schema: 'Figures' },
    refuses: [
      { status: 400, code: 'required', text: 'Give from and to.' },
      { status: 400, code: 'value', text: 'A month is no month, or to lies before from.' },
      { status: 400, code: 'not-supported', text: 'There is no such parameter: ask with from and to alone.' },
      { status: 400, code: 'too-costly', text: 'Ask for at most 24 months at once.' },
      { status: 401, code: 'login', text: 'Send Authorization: Bearer with an access token.' },
      { status: 401, code: 'expired', text: 'The token is over. Get a new one.' },
      { status: 403, code: 'forbidden', text: 'Figures are for managers, with the scope system/insight.r.' },
      fault,
    ],
    refusal: 'OperationOutcome',
  },
  smartConfiguration: {
    ...plain,
    title: 'How to get a token',
    text: 'The SMART configuration of this hub.',
    says: { text: 'The configuration.', type: json, schema: 'SmartConfiguration' },
  },
  openapi: { ...plain, title: 'This description', text: 'OpenAPI 3.1, made from the tables that serve.', says: { text: 'The description.', type: json } },
  docs: { ...plain, title: 'This description as a page', text: 'To be read by people; it runs no script.', says: { text: 'The page.', type: 'text/html' } },
} as const satisfies Partial<Record<RouteName, Operation>>;
