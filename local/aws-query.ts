/** Two questions to AWS, over its form protocol: what a stack tells, and who asks. Not run on AWS; tested against a server that answers as AWS documents it. */
import { type Credentials, sigv4 } from '#platform/sigv4';
import { cannotStart } from './cannot-start.ts';

/** `origin`: another server than AWS, in a test. */
export type AwsAccess = { region: string; credentials: Credentials; origin?: string };

const decoded = (xml: string) =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
const element = (xml: string, name: string): string | undefined => {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : decoded(found);
};

const ask = async (service: string, question: Record<string, string>, { region, credentials, origin }: AwsAccess): Promise<string> => {
  const url = new URL(origin ?? `https://${service}.${region}.amazonaws.com`);
  const body = new URLSearchParams(question).toString();
  const headers: Record<string, string> = { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  sigv4(service, region)({ method: 'POST', path: '/', headers, body }, credentials, new Date());
  const { host: _, ...sent } = headers;
  const response = await fetch(url, { method: 'POST', headers: sent, body });
  const xml = await response.text();
  if (!response.ok) throw cannotStart(`AWS refused ${question.Action}: ${element(xml, 'Message') ?? response.status}`);
  return xml;
};

export const stackOutputs = async (stack: string, access: AwsAccess): Promise<Record<string, string>> => {
  const xml = await ask('cloudformation', { Action: 'DescribeStacks', StackName: stack, Version: '2010-05-15' }, access);
  const outputs = [...xml.matchAll(/<OutputKey>([^<]*)<\/OutputKey>\s*<OutputValue>([^<]*)<\/OutputValue>/g)];
  return Object.fromEntries(outputs.map(([, key = '', value = '']) => [decoded(key), decoded(value)]));
};

export const callerArn = async (access: AwsAccess): Promise<string> => {
  const arn = element(await ask('sts', { Action: 'GetCallerIdentity', Version: '2011-06-15' }, access), 'Arn');
  if (arn === undefined) throw cannotStart('AWS does not say who asks: check the credentials.');
  return arn;
};
