import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AwsAccess, callerArn, stackOutputs } from '#local/aws-query';

/** Answers in the form that the API references of CloudFormation and STS show. */
const answers: Record<string, [number, string]> = {
  'DescribeStacks LinksHub': [
    200,
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>LinksHub</StackName><Outputs>
       <member><OutputKey>TableAccess</OutputKey><OutputValue>LinksHub-Access-1</OutputValue><Description>x</Description></member>
       <member><OutputKey>PublicUrl</OutputKey>
         <OutputValue>https://hub.example/?a=1&amp;b=2</OutputValue></member>
     </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  ],
  'DescribeStacks Nowhere': [
    400,
    '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Nowhere does not exist</Message></Error></ErrorResponse>',
  ],
  'GetCallerIdentity ': [
    200,
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Onboarding/morag</Arn><UserId>A:morag</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>',
  ],
};
const asked: { authorization: string | undefined; token: string | string[] | undefined; type: string | undefined }[] = [];
const server = createServer(async (request, response) => {
  const form = new URLSearchParams(await text(request));
  asked.push({ authorization: request.headers.authorization, token: request.headers['x-amz-security-token'], type: request.headers['content-type'] });
  const [status, xml] = answers[`${form.get('Action')} ${form.get('StackName') ?? ''}`] ?? [500, ''];
  response.writeHead(status).end(xml);
});
const access = (): AwsAccess => ({
  region: 'eu-west-2',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' },
  origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a stack tells its outputs', async () => {
  expect(await stackOutputs('LinksHub', access())).toEqual({ TableAccess: 'LinksHub-Access-1', PublicUrl: 'https://hub.example/?a=1&b=2' });
});
test('AWS says who asks, which the audit keeps', async () => {
  expect(await callerArn(access())).toBe('arn:aws:sts::123456789012:assumed-role/Onboarding/morag');
});
test('what AWS refuses is told in its words, in one line', async () => {
  await expect(stackOutputs('Nowhere', access())).rejects.toThrow('AWS refused DescribeStacks: Stack with id Nowhere does not exist');
});
test('each question is signed for its own service, and no secret travels', async () => {
  asked.length = 0;
  await stackOutputs('LinksHub', access());
  await callerArn(access());
  expect(
    asked.map(
      ({ authorization }) =>
        /\/eu-west-2\/(\w+)\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/.exec(
          authorization ?? '',
        )?.[1],
    ),
  ).toEqual(['cloudformation', 'sts']);
  for (const { token, type } of asked) expect([token, type]).toEqual(['session', 'application/x-www-form-urlencoded; charset=utf-8']);
  expect(JSON.stringify(asked)).not.toContain('"secret"');
});
