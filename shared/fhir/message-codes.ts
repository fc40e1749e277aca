/** The words of the UK booking and referral standard (BaRS) that the hub understands and speaks. */
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
