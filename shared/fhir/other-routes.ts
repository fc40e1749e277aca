/** The doors that carry no FHIR resource: tokens, discovery, figures, and everything that is no door. */

import { permits } from '#identity/scopes';
import { smartConfiguration } from '#identity/smart-configuration';
import type { VerifiedToken } from '#identity/verify-token';
import type { DeliveryReport } from '#insight/delivery-report';
import { readPeriod } from '#insight/period';
import type { Handler } from '#platform/endpoint';
import { refusal, refuse } from './refusals.ts';

const json = 'application/json';

export const discoveryRoute =
  (baseUrl: string): Handler =>
  async () => ({ status: 200, contentType: json, body: smartConfiguration(baseUrl) });

type Token = { status: number; headers: Record<string, string>; body: object };
/** RFC 6749 asks for its own error form here; nothing of the request is repeated in it. */
export const tokenRoute =
  (issue: (form: URLSearchParams) => Promise<Token>): Handler =>
  async (call) => {
    const form = /^application\/x-www-form-urlencoded(\s*;|$)/i.test(call.header('content-type') ?? '') && call.body.length <= 16_384;
    const answer = form ? await issue(new URLSearchParams(Buffer.from(call.body).toString('utf8'))) : undefined;
    if (!answer)
      return {
        status: 400,
        contentType: json,
        body: { error: 'invalid_request', error_description: 'Send the parameters as application/x-www-form-urlencoded, at most 16 KB.' },
      };
    return { status: answer.status, contentType: json, headers: answer.headers, body: answer.body };
  };

type Figures = {
  verify(authorization: string | undefined): Promise<VerifiedToken>;
  report(areas: readonly string[], period: { from: string; to: string }): Promise<DeliveryReport>;
};
const parametersOf = (raw: string): Record<string, unknown> => {
  const query = new URLSearchParams(raw);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).length > 1 ? query.getAll(name) : query.get(name)]));
};
/** A manager's figures, for the manager's own areas. */
export const deliveryFiguresRoute =
  ({ verify, report }: Figures): Handler =>
  async (call) => {
    const who = await verify(call.header('authorization'));
    if (!who.ok)
      return refusal(401, who.reason, 'Send Authorization: Bearer with an access token from /oauth/token.', undefined, {
        'www-authenticate': 'Bearer realm="Links Hub"',
      });
    if (who.caller.kind !== 'manager' || !permits(who.scopes, 'insight', 'r'))
      return refusal(403, 'forbidden', 'Delivery figures are for the managers of an area, with the scope system/insight.r.');
    const period = readPeriod(parametersOf(call.rawQuery));
    if (!period.ok) return refuse(period.issues);
    return { status: 200, contentType: json, body: await report(who.caller.areas, period.period) };
  };

const otherRoute: Handler = async () =>
  refusal(
    404,
    'not-found',
    'There is nothing at this address. The FHIR API is under /fhir; see /fhir/metadata and /.well-known/smart-configuration. People begin at /; organisations read /docs.',
  );
/** The gateway's `{proxy+}` takes no empty rest: the base itself, to which Bundles are posted, comes here, with its slash or without. */
export const baseOrNothing =
  (base: Handler): Handler =>
  (call) =>
    /^\/fhir\/?$/.test(call.path) ? base(call) : otherRoute(call);
