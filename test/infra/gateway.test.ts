import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routes } from '#platform/routes';
import { all, byName, said } from './cloud.ts';

describe('the gateway', () => {
  test('makes a route of each address in the list, in payload format 2.0, and lets in what came through the front door', () => {
    const found = all('AWS::ApiGatewayV2::Route', 1).map(([, { Properties: of }]) => `${of.RouteKey}, ${of.AuthorizationType} by ${said(of.AuthorizerId)}`);
    expect(found.sort()).toEqual(
      Object.values(routes)
        .map((route) => `${route}, CUSTOM by HttpApiFrontDoorAuthorizer`)
        .sort(),
    );
    for (const [, { Properties: of }] of all('AWS::ApiGatewayV2::Integration', 1)) expect(of.PayloadFormatVersion).toBe('2.0');
    const door = byName('AWS::ApiGatewayV2::Authorizer').HttpApiFrontDoorAuthorizer;
    expect(door).toMatchObject({ IdentitySource: ['$request.header.x-front-door'], AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true });
  });

  test('logs no path, no query, no header, no address, and slows down a flood', () => {
    const of = byName('AWS::ApiGatewayV2::Stage').Stage ?? {};
    const { Format } = z.object({ Format: z.string() }).parse(of.AccessLogSettings);
    const known = ['requestTimeEpoch', 'requestId', 'routeKey', 'status', 'responseLatency', 'responseLength', 'error.responseType', 'integrationStatus'];
    expect([...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name)).toEqual(known);
    expect(of).toMatchObject({ StageName: '$default', DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 } });
  });
});
