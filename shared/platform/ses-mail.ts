/** A mail port over SES: plain text, never with personal data. What becomes of it SES tells by way of the configuration set. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from '#platform/types';

export const sesMail = ({ from, set }: { from: string; set: string }): Mail => {
  const client = new SESv2Client({ maxAttempts: 3 });
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    send: async ({ to, subject, text, tags = {} }) => {
      const Content = { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } };
      const EmailTags = Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
      await client.send(new SendEmailCommand({ FromEmailAddress: from, ConfigurationSetName: set, EmailTags, Destination: { ToAddresses: [to] }, Content }));
    },
  };
};
