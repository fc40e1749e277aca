/** The Standard Webhooks headers of a request that an organisation signed, read strictly. */
import * as z from 'zod/mini';

/** `scheme` v1: HMAC-SHA256; v1a: ed25519. The bytes are what the text says and nothing else says them. */
export type Signature = { scheme: 'v1' | 'v1a'; bytes: Buffer };
type WebhookHeaders = { id: string; timestamp: number; signatures: Signature[] };
type HeadersRead = { ok: true; headers: WebhookHeaders } | { ok: false; text: string };
/** Lower-case names; a header sent twice arrives joined by a comma, which none of these patterns lets through. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

const mostSignatures = 5;
const signatureBytes = { v1: 32, v1a: 64 } as const;
const id = z.string().check(z.regex(/^[\w-]{1,64}$/));
const timestamp = z.string().check(z.regex(/^\d{10}$/));
/** `v1` holds 32 bytes, `v1a` 64. */
const oneSignature = /^(v1|v1a),([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/;
const signatureText = z.string().check(z.maxLength(mostSignatures * 100));

const readSignature = (text: string): Signature | undefined => {
  const [, scheme, base64 = ''] = oneSignature.exec(text) ?? [];
  if (scheme !== 'v1' && scheme !== 'v1a') return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === signatureBytes[scheme] && bytes.toString('base64') === base64 ? { scheme, bytes } : undefined;
};
const readSignatures = (text: string | undefined): Signature[] | undefined => {
  const parsed = signatureText.safeParse(text);
  const parts = parsed.success ? parsed.data.split(' ') : [];
  const read = parts.flatMap((part) => readSignature(part) ?? []);
  return parts.length > 0 && parts.length <= mostSignatures && read.length === parts.length ? read : undefined;
};

const refuse = (text: string): HeadersRead => ({ ok: false, text });

export const readWebhookHeaders = (headers: RequestHeaders): HeadersRead => {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return refuse('Send the body without Content-Encoding: the signature covers the bytes as they arrive.');
  const webhookId = id.safeParse(headers['webhook-id']);
  if (!webhookId.success) return refuse('Send one webhook-id of 1 to 64 letters, digits, _ or -.');
  const seconds = timestamp.safeParse(headers['webhook-timestamp']);
  if (!seconds.success) return refuse('Send one webhook-timestamp: ten digits, the second since 1970.');
  const signatures = readSignatures(headers['webhook-signature']);
  if (!signatures) return refuse(`Send one webhook-signature with 1 to ${mostSignatures} entries "v1,<base64>" or "v1a,<base64>", parted by one space.`);
  return { ok: true, headers: { id: webhookId.data, timestamp: Number(seconds.data), signatures } };
};
