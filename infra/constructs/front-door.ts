import { Duration } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** The header that the front door adds to what it lets through; its value is a secret of at least 256 bits. */
export const frontDoorHeader = 'x-front-door';

/**
 * Refuses what did not come through the front door, before anything else runs. The cache is keyed by the header alone,
 * which is all that is judged, so that one answer serves everybody; a rotated secret is dead after five minutes.
 */
export const frontDoorAuthorizer = (handler: IFunction): HttpLambdaAuthorizer =>
  new HttpLambdaAuthorizer('FrontDoorAuthorizer', handler, {
    authorizerName: 'front-door',
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [`$request.header.${frontDoorHeader}`],
    resultsCacheTtl: Duration.minutes(5),
  });
