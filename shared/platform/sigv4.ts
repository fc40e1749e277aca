/** AWS Signature Version 4 for one service, with the day's key remembered: a third of what a call through the SDK costs is signing. Proven equal to the SDK's by test. */
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
/** The parts of a request that are signed; `headers` in lower case. */
type Signable = { method: string; path: string; headers: Record<string, string>; body: string };

const hmac = (key: string | Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => hash('sha256', text, 'hex');

export const sigv4 = (service: string, region: string) => {
  let remembered: { day: string; secret: string; key: KeyObject } | undefined;
  const dayKey = (day: string, secret: string): KeyObject => {
    if (remembered?.day !== day || remembered.secret !== secret) {
      // As bytes it would be made a key object again for each call, which costs more than the signing.
      const key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request'));
      remembered = { day, secret, key };
    }
    return remembered.key;
  };
  /** Adds `x-amz-date`, the session token and `authorization`. */
  return (request: Signable, credentials: Credentials, at: Date): void => {
    const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const { headers } = request;
    headers['x-amz-date'] = time;
    if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(headers)
      .filter((name) => name !== 'authorization' && name !== 'content-length')
      .sort();
    const signed = names.join(';');
    const canonical = [request.method, request.path, '', ...names.map((name) => `${name}:${headers[name]?.trim()}`), '', signed, sha256(request.body)].join(
      '\n',
    );
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = hmac(dayKey(day, credentials.secretAccessKey), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  };
};
