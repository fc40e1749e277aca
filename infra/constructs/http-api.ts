import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type Answering, routesOf } from '#platform/routes';
import { frontDoorAuthorizer } from './front-door.ts';
import { title } from './title.ts';

/** All an access log line holds. No path, query, header or address: the route says what was called, the id leads to the function's log. */
const logged = {
  at: '$context.requestTimeEpoch',
  request: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
  integrationStatus: '$context.integrationStatus',
};

const routeKeyOf = (route: string): HttpRouteKey => {
  const [method, path] = route.split(' ');
  const known = Object.values(HttpMethod).find((one) => one === method);
  return known && path ? HttpRouteKey.with(path, known) : HttpRouteKey.DEFAULT;
};

/** `valid`: the SHA-256 of each secret that opens it. */
type FrontDoor = { handler: IFunction; valid: string };
type HubApiProps = { answering: Record<Answering, IFunction>; frontDoor: FrontDoor | undefined; logKey: IKey; removalPolicy: RemovalPolicy };

/** The HTTP API: every route leads to the function that answers it, in payload format 2.0 (it alone keeps the query as it was sent). */
export const hubApi = (scope: Construct, { answering, frontDoor, logKey, removalPolicy }: HubApiProps): HttpApi => {
  const httpApi = new HttpApi(scope, 'HttpApi', { apiName: Stack.of(scope).stackName, createDefaultStage: false });
  const options = { payloadFormatVersion: PayloadFormatVersion.VERSION_2_0, scopePermissionToRoute: false };
  const authorizer = frontDoor && frontDoorAuthorizer(frontDoor.handler);
  for (const [name, handler] of Object.entries(answering)) {
    const integration = new HttpLambdaIntegration(`${title(name)}Integration`, handler, options);
    for (const [route, key] of Object.entries(routesOf[name as Answering])) {
      new HttpRoute(scope, `Route-${route}`, { httpApi, routeKey: routeKeyOf(key), integration, ...(authorizer && { authorizer }) });
    }
  }
  const logGroup = new LogGroup(scope, 'AccessLogs', { retention: RetentionDays.SIX_MONTHS, encryptionKey: logKey, removalPolicy });
  new HttpStage(scope, 'Stage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 200, burstLimit: 400 },
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(JSON.stringify(logged)) },
    ...(frontDoor && { stageVariables: { frontDoor: frontDoor.valid } }),
  });
  return httpApi;
};
