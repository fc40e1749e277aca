/** The words of the UK booking and referral standard (BaRS) that the hub understands and speaks. */
import type { CapabilityStatementMessaging } from 'fhir/r4.js';

export const events = {
  system: 'https://fhir.nhs.uk/CodeSystem/message-events-bars',
  request: 'servicerequest-request',
  response: 'servicerequest-response',
} as const;
export const reasonSystem = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';
export type Reason = 'new' | 'update' | 'delete';

const definition = (name: string) => `https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-${name}`;
export const definitions = {
  referral: definition('request-referral'),
  cancelled: definition('request-cancelled'),
  response: definition('response-referral'),
} as const;
/** What each reason may say that it is. */
export const definitionsFor: Record<Reason, readonly string[]> = {
  new: [definitions.referral],
  update: [definitions.cancelled, definitions.referral],
  delete: [definitions.cancelled, definitions.referral],
};

export const messageAddress = (baseUrl: string): string => `${baseUrl}/fhir/$process-message`;

/** For the CapabilityStatement. */
export const messaging = (baseUrl: string): CapabilityStatementMessaging => ({
  endpoint: [{ protocol: { system: 'http://terminology.hl7.org/CodeSystem/message-transport', code: 'http' }, address: messageAddress(baseUrl) }],
  documentation: 'Each message is answered at once; later ones go to the address that the practice has registered, signed.',
  supportedMessage: [
    { mode: 'receiver', definition: definitions.referral },
    { mode: 'receiver', definition: definitions.cancelled },
    { mode: 'sender', definition: definitions.response },
  ],
});

/** How the standard names a refusal by the receiver, beside its HTTP status. */
const errorCodes: Record<number, string> = {
  400: 'REC_BAD_REQUEST',
  401: 'REC_UNAUTHORIZED',
  403: 'REC_FORBIDDEN',
  404: 'REC_NOT_FOUND',
  405: 'REC_METHOD_NOT_ALLOWED',
  406: 'REC_NOT_ACCEPTABLE',
  409: 'REC_CONFLICT',
  422: 'REC_UNPROCESSABLE_ENTITY',
  429: 'REC_TOO_MANY_REQUESTS',
  500: 'REC_SERVER_ERROR',
  503: 'REC_SERVICE_UNAVAILABLE',
};
export const errorCoding = (status: number) => ({
  system: 'https://fhir.nhs.uk/Codesystem/http-error-codes',
  code: errorCodes[status] ?? 'REC_BAD_REQUEST',
});
