/** A texts port over AWS End User Messaging: one plain text to one number, from the one origin that the deployment names. */
import { ConflictException, PinpointSMSVoiceV2Client, SendTextMessageCommand, ValidationException } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Texts } from '#platform/types';

/** `origin`: the ARN of a pool, a telephone number or a sender id. A text that was sent twice for want of an answer harms less than none. */
export const smsTexts = (origin: string): Texts => {
  const client = new PinpointSMSVoiceV2Client({ maxAttempts: 3 });
  return {
    send: async ({ to, text }) => {
      const message = { DestinationPhoneNumber: to, OriginationIdentity: origin, MessageBody: text, MessageType: 'TRANSACTIONAL' } as const;
      try {
        await client.send(new SendTextMessageCommand(message));
        return 'sent';
      } catch (error) {
        // Whoever has it asked to get no more, or it is no number that takes texts.
        if (error instanceof ConflictException || error instanceof ValidationException) return 'refused';
        throw error;
      }
    },
  };
};
