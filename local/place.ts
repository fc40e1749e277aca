/** The account and region the template is resolved for. Nothing is really there; names and ARNs need both. */
export type Place = { account: string; region: string; partition: string; urlSuffix: string; stackName: string };

export const thisMachine: Place = { account: '000000000000', region: 'eu-west-2', partition: 'aws', urlSuffix: 'amazonaws.com', stackName: 'LinksHub' };

export const arn = (place: Place, service: string, resource: string): string =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
