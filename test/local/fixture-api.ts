/** A function behind the HTTP API: answers with what it saw, or calls what it is asked to call, with the SDK as the hub's functions do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, GenerateMacCommand, KMSClient, ListKeysCommand, VerifyMacCommand } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

const { TABLE = '', QUEUE = '', KEY = '', MACS = '', QUIET = '' } = process.env;
const lambda = new LambdaClient({});
const kms = new KMSClient({});
const bytes = (text: string) => Buffer.from(text);

const refused = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'not refused';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

const encryption = async () => {
  const context = { purpose: 'a', party: 'b' };
  const { CiphertextBlob, KeyId } = await kms.send(new EncryptCommand({ KeyId: KEY, Plaintext: bytes('secret'), EncryptionContext: context }));
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { party: 'b', purpose: 'a' } }));
  const { Plaintext, CiphertextBlob: sealed } = await kms.send(new GenerateDataKeyCommand({ KeyId: 'alias/secrets', KeySpec: 'AES_256' }));
  const unsealed = await kms.send(new DecryptCommand({ CiphertextBlob: sealed, KeyId: KEY }));
  const spoilt = Uint8Array.from(CiphertextBlob ?? [], (byte, position) => (position === (CiphertextBlob?.length ?? 0) - 1 ? byte ^ 1 : byte));
  return {
    keyId: KeyId,
    opened: Buffer.from(opened.Plaintext ?? []).toString(),
    dataKey: Plaintext?.length === 32 && Buffer.compare(Plaintext, unsealed.Plaintext ?? bytes('')) === 0,
    otherContext: await refused(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { purpose: 'c' } }))),
    spoilt: await refused(kms.send(new DecryptCommand({ CiphertextBlob: spoilt, EncryptionContext: context }))),
    unknownKey: await refused(kms.send(new EncryptCommand({ KeyId: 'alias/none', Plaintext: bytes('x') }))),
    wrongUse: await refused(kms.send(new EncryptCommand({ KeyId: MACS, Plaintext: bytes('x') }))),
    tooLong: await refused(kms.send(new EncryptCommand({ KeyId: KEY, Plaintext: Buffer.alloc(4097) }))),
    unknownCall: await refused(kms.send(new ListKeysCommand({}))),
  };
};

const macs = async () => {
  const asked = { KeyId: MACS, MacAlgorithm: 'HMAC_SHA_256', Message: bytes('m') } as const;
  const { Mac } = await kms.send(new GenerateMacCommand(asked));
  const { MacValid } = await kms.send(new VerifyMacCommand({ ...asked, Mac }));
  return { length: Mac?.length, MacValid, forged: await refused(kms.send(new VerifyMacCommand({ ...asked, Mac: Buffer.alloc(32) }))) };
};

const invoke = async (name: string, event: object, type: 'RequestResponse' | 'Event') => {
  const { StatusCode, FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: type, Payload: bytes(JSON.stringify(event)) }),
  );
  return { StatusCode, FunctionError, payload: Buffer.from(Payload ?? []).toString() };
};

const mail = (to: string[]) =>
  new SESv2Client({}).send(
    new SendEmailCommand({
      FromEmailAddress: 'hub@hub.invalid',
      Destination: { ToAddresses: to },
      Content: { Simple: { Subject: { Data: 'Subject' }, Body: { Text: { Data: 'Text' } } } },
    }),
  );

const text = (to: string) =>
  new PinpointSMSVoiceV2Client({}).send(
    new SendTextMessageCommand({ DestinationPhoneNumber: to, OriginationIdentity: 'pool-1', MessageBody: 'Text', MessageType: 'TRANSACTIONAL' }),
  );

type Does = (event: APIGatewayProxyEventV2, context: Context) => unknown;
const does: Record<string, Does> = {
  echo: (event, { functionName, getRemainingTimeInMillis, awsRequestId }) => ({ ...event, functionName, left: getRemainingTimeInMillis(), awsRequestId }),
  environment: () => ({ ...process.env }),
  answer: ({ body = '', isBase64Encoded }) => JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body),
  length: ({ body = '', isBase64Encoded }) => ({ length: isBase64Encoded ? Buffer.byteLength(body, 'base64') : body.length }),
  sleep: async ({ rawQueryString }) => {
    console.log(`sleeps ${rawQueryString}`);
    return sleep(Number(rawQueryString), { slept: true });
  },
  spin: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('told to fail');
  },
  say: () => console.log('said aloud'),
  large: () => 'x'.repeat(7 * 1024 * 1024),
  encryption,
  macs,
  seal: () =>
    kms
      .send(new EncryptCommand({ KeyId: KEY, Plaintext: bytes('sealed') }))
      .then(({ CiphertextBlob }) => Buffer.from(CiphertextBlob ?? []).toString('base64url')),
  open: ({ rawQueryString }) =>
    kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from(rawQueryString, 'base64url') })).then(({ Plaintext }) => Buffer.from(Plaintext ?? []).toString()),
  mail: async () => ({ id: (await mail(['a@b.invalid'])).MessageId, nobody: await refused(mail([])) }),
  text: async () => ({ id: (await text('+447700900123')).MessageId, nobody: await refused(text('07700 900123')) }),
  call: () => invoke(QUIET, { called: true }, 'RequestResponse'),
  'call-failing': () => invoke(QUIET, { fail: true }, 'RequestResponse'),
  'call-later': () => invoke(QUIET, { later: true }, 'Event'),
  'call-later-failing': () => invoke(QUIET, { fail: true }, 'Event'),
  'call-nobody': async () => ({ refused: await refused(invoke('nobody', {}, 'RequestResponse')) }),
  put: ({ rawQueryString }) =>
    new DynamoDBClient({})
      .send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: 'a' }, sk: { S: decodeURIComponent(rawQueryString) } } }))
      .then(() => ({ put: true })),
  send: ({ rawQueryString }) =>
    new SQSClient({}).send(new SendMessageCommand({ QueueUrl: QUEUE, MessageBody: decodeURIComponent(rawQueryString) })).then(() => ({ sent: true })),
};

export const handler: Does = (event, context) => {
  const word = event.pathParameters?.thing ?? event.pathParameters?.proxy ?? '';
  return does[word.split('/')[0] ?? '']?.(event, context) ?? { statusCode: 204 };
};
