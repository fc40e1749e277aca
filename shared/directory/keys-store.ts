/** The keys of an endpoint and of an organisation's answers: kept by name, encrypted for their purpose, made where the file asks for it. */
import { secretPurposes } from '#platform/tables';
import type { Ids, Secrets } from '#platform/types';
import { type OnboardedAnswerKey, type OnboardedEndpoint, secretBytes } from './onboarding-document.ts';
import type { AnswerKey, EndpointKey } from './types.ts';

/** A secret that the hub made: shown once, and nowhere kept but encrypted. */
export type Issued = { key: string; secret: string };
export type KeyDeps = { secrets: Secrets; ids: Ids };
type Encrypted = { ciphertext: string; issued: Issued[] };

const isSame = async (ciphertext: string, bytes: Uint8Array, purpose: string, { secrets }: KeyDeps) =>
  Buffer.from(await secrets.decrypt(ciphertext, purpose)).equals(bytes);

/** `kept`: the ciphertext of the key of this name, where the hub has it. */
const encryptedKey = async (id: string, secret: string, kept: string | undefined, purpose: string, deps: KeyDeps): Promise<Encrypted> => {
  const own = secretBytes(secret);
  if (kept !== undefined && (!own || (await isSame(kept, own, purpose, deps)))) return { ciphertext: kept, issued: [] };
  const bytes = own ?? deps.ids.bytes(32);
  const issued = own ? [] : [{ key: id, secret: `whsec_${Buffer.from(bytes).toString('base64')}` }];
  return { ciphertext: await deps.secrets.encrypt(bytes, purpose), issued };
};

export const endpointKeys = async (party: string, wanted: OnboardedEndpoint['keys'], current: EndpointKey[], deps: KeyDeps) => {
  const made = await Promise.all(
    wanted.map(async ({ id, secret, until }) => {
      const kept = current.find((key) => key.id === id)?.ciphertext;
      const { ciphertext, issued } = await encryptedKey(id, secret, kept, secretPurposes.endpointKey(party), deps);
      return { key: { id, ciphertext, ...(until && { until }) }, issued };
    }),
  );
  return { keys: made.map(({ key }) => key), issued: made.flatMap(({ issued }) => issued) };
};

export const answerKeysOf = async (organisation: string, wanted: OnboardedAnswerKey[], current: AnswerKey[], deps: KeyDeps) => {
  const one = async (key: OnboardedAnswerKey): Promise<{ key: AnswerKey; issued: Issued[] }> => {
    if (key.scheme === 'v1a') return { key, issued: [] };
    const { id, secret, until } = key;
    const held = current.find((other) => other.id === id);
    const kept = held?.scheme === 'v1' ? held.ciphertext : undefined;
    const { ciphertext, issued } = await encryptedKey(id, secret, kept, secretPurposes.answerKey(organisation), deps);
    return { key: { id, scheme: 'v1', ciphertext, ...(until && { until }) }, issued };
  };
  const made = await Promise.all(wanted.map(one));
  return { keys: made.map(({ key }) => key), issued: made.flatMap(({ issued }) => issued) };
};
