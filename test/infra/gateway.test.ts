import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routes, routesOf } from '#platform/routes';
import { all, byName, said } from './cloud.ts';

describe('the gateway', () => {
  test('makes a route of each address in the list, in payload format 2.0, and lets in what came through the front door', () => {
    const found = all('AWS::ApiGatewayV2::Route', 1).map(([, { Properties: of }]) => `${of.RouteKey}, ${of.AuthorizationType} by ${said(of.AuthorizerId)}`);
    expect(found.sort()).toEqual(
      Object.values(routes)
        .map((route) => `${route}, CUSTOM by HttpApiFrontDoorAuthorizer`)
        .sort(),
    );
    for (const [, { Properties: of }] of all('AWS::ApiGatewayV2::Integration', 2)) expect(of.PayloadFormatVersion).toBe('2.0');
    const door = byName('AWS::ApiGatewayV2::Authorizer').HttpApiFrontDoorAuthorizer;
    expect(door).toMatchObject({ IdentitySource: ['$request.header.x-front-door'], AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true });
  });

  test('leads each route to the function that answers it', () => {
    const integrations = byName('AWS::ApiGatewayV2::Integration');
    const leadsTo = (target: unknown) => said(integrations[said(target).replace('integrations/', '')]?.IntegrationUri).toLowerCase();
    const found = all('AWS::ApiGatewayV2::Route', 12).map(([, { Properties: of }]) => `${of.RouteKey} → ${leadsTo(of.Target)}`);
    const listed = Object.entries(routesOf).flatMap(([name, its]) => Object.values(its).map((route) => `${route} → ${name}`));
    expect(found.sort()).toEqual(listed.sort());
  });

  test('logs no path, no query, no header, no address, and slows down a flood', () => {
    const of = byName('AWS::ApiGatewayV2::Stage').Stage ?? {};
    const { Format } = z.object({ Format: z.string() }).parse(of.AccessLogSettings);
    const known = ['requestTimeEpoch', 'requestId', 'routeKey', 'status', 'responseLatency', 'responseLength', 'error.responseType', 'integrationStatus'];
    expect([...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name)).toEqual(known);
    expect(of).toMatchObject({ StageName: '$default', DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 } });
  });
});
