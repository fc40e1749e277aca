/** The front door: a CDN with a firewall before the HTTP API. In us-east-1, for AWS takes a firewall for a CDN nowhere else. */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { firewall } from './constructs/firewall.ts';
import { frontDoorHeader } from './constructs/front-door.ts';
import { ask, patterns } from './constructs/parameters.ts';
import { edgeOptOuts, optOut } from './opt-outs.ts';

const asked = (scope: Construct) => ({
  apiDomain: ask(scope, 'ApiDomain', {
    description: 'ApiDomain, as the hub stack says it',
    allowedPattern: '^[a-z0-9]+\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com$',
    constraintDescription: 'an execute-api host name',
  }),
  hubDomain: ask(scope, 'HubDomain', {
    description: 'The host name of BaseUrl',
    allowedPattern: patterns.hostName,
    constraintDescription: 'a host name',
  }),
  certificateArn: ask(scope, 'CertificateArn', {
    description: 'A certificate for HubDomain, in ACM of us-east-1',
    allowedPattern: '^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+$',
    constraintDescription: 'the ARN of an ACM certificate in us-east-1',
  }),
  secret: ask(scope, 'FrontDoorSecret', {
    description: 'What the hub knows by its SHA-256 (FrontDoorHashes): 64 random hexadecimal digits',
    allowedPattern: '^[0-9a-f]{64}$',
    constraintDescription: '64 hexadecimal digits, as of openssl rand -hex 32',
    noEcho: true,
  }),
});

export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { apiDomain, hubDomain, certificateArn, secret } = asked(this);
    const distribution = new Distribution(this, 'FrontDoor', {
      comment: 'Links Hub',
      domainNames: [hubDomain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: firewall(this),
      defaultBehavior: {
        origin: new HttpOrigin(apiDomain, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          readTimeout: Duration.seconds(30),
          customHeaders: { [frontDoorHeader]: secret },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Nothing is kept, and method, path, query, body, Authorization and signature headers go through as they came.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: false,
        // No redirect: what was sent in the clear by mistake must fail, not work.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    optOut(this, edgeOptOuts);
    new CfnOutput(this, 'FrontDoorDomain', { value: distribution.distributionDomainName });
  }
}
