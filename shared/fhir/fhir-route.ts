/** Everything under /fhir: what form is spoken, and who calls. Every refusal is the hub's own. */
import type { Identified } from '#identity/access-policy';
import { smartConfiguration } from '#identity/smart-configuration';
import type { VerifiedToken } from '#identity/verify-token';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { capabilityStatement } from './capability-statement.ts';
import type { FhirPorts } from './ports.ts';
import { refusal, wrongMethod } from './refusals.ts';
import { dispatch } from './router.ts';

type FhirRoutePorts = FhirPorts & { verify(authorization: string | undefined): Promise<VerifiedToken> };

const identified = async (call: Call, ports: FhirRoutePorts): Promise<{ ok: true; who: Identified } | { ok: false; answer: Answer }> => {
  const verified = await ports.verify(call.header('authorization'));
  if (verified.ok) return { ok: true, who: { caller: verified.caller, scopes: verified.scopes } };
  const text =
    verified.reason === 'expired'
      ? 'The access token is over. Ask /oauth/token for a new one.'
      : 'Send Authorization: Bearer with an access token from /oauth/token (SMART Backend Services).';
  return {
    ok: false,
    answer: refusal(401, verified.reason, text, undefined, {
      'www-authenticate': `Bearer realm="Links Hub"${verified.reason === 'expired' ? ', error="invalid_token"' : ''}`,
    }),
  };
};

const acceptable = (call: Call) =>
  /application\/(fhir\+)?json|\*\/\*|application\/\*/i.test(call.header('accept') ?? '*/*') &&
  !/(^|&)_format=(?!json|application%2F(fhir%2B)?json|application\/(fhir%2B|fhir\+)?json)/i.test(call.rawQuery);

const withoutFormat = (call: Call): Call => ({
  ...call,
  rawQuery: call.rawQuery
    .split('&')
    .filter((part) => !part.startsWith('_format='))
    .join('&'),
});

const isRead = ({ method }: Call) => method === 'GET' || method === 'HEAD';
/** What anybody may read. */
const openTo = (path: string, baseUrl: string): Answer | undefined => {
  if (path === 'metadata') return { status: 200, body: capabilityStatement(baseUrl) };
  return path === '.well-known/smart-configuration' ? { status: 200, body: smartConfiguration(baseUrl), contentType: 'application/json' } : undefined;
};

export const fhirRoute =
  (ports: FhirRoutePorts): Handler =>
  async (call) => {
    const path = call.path
      .replace(/^\/fhir\/?/, '')
      .split('/')
      .filter((part) => part !== '');
    if (!acceptable(call)) return refusal(406, 'not-supported', 'The hub speaks FHIR R4 as JSON: Accept application/fhir+json.');
    const open = openTo(path.join('/'), ports.baseUrl);
    if (open) return isRead(call) ? open : wrongMethod('GET');
    const known = await identified(call, ports);
    if (!known.ok) return known.answer;
    return dispatch({ ...withoutFormat(call), who: known.who }, path, ports);
  };
