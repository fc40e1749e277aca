/** A secrets port over KMS. What a ciphertext is for is bound to it: another purpose does not open it. */
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Secrets } from '#platform/types';

export const kmsSecrets = (keyId: string, client = new KMSClient({ maxAttempts: 3 })): Secrets => {
  return {
    encrypt: async (plain, purpose) => {
      const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: keyId, Plaintext: plain, EncryptionContext: { purpose } }));
      if (!CiphertextBlob) throw new Error('the key gave no ciphertext');
      return Buffer.from(CiphertextBlob).toString('base64');
    },
    decrypt: async (ciphertext, purpose) => {
      const { Plaintext } = await client.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: Buffer.from(ciphertext, 'base64'), EncryptionContext: { purpose } }),
      );
      if (!Plaintext) throw new Error('the key gave no plaintext');
      return Plaintext;
    },
  };
};
