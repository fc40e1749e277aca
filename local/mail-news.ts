/** SES's mailbox simulator: an e-mail to one of its addresses comes back, or is complained of, here as in the cloud. */
import { randomUUID } from 'node:crypto';
import { arn, type Place } from './place.ts';

/** What was handed to SES, and by which configuration set. */
export type PostedMail = { id: string; at: string; from: string; to: readonly string[]; set: string; tags: Readonly<Record<string, string>> };

/** Each address also with a label: `bounce+pantry@…`. Source: SES developer guide, "Using the mailbox simulator". */
const simulated = /^(bounce|complaint)(\+[^@]*)?@simulator\.amazonses\.com$/i;
const news = {
  bounce: (to: string, timestamp: string) => ({
    type: 'Email Bounced',
    detail: {
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: to, action: 'failed', status: '5.1.1' }], timestamp },
    },
  }),
  complaint: (to: string, timestamp: string) => ({
    type: 'Email Complaint Received',
    detail: { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: to }], complaintFeedbackType: 'abuse', timestamp } },
  }),
};

/** The events that SES puts on the default bus about it: in the shape of its developer guide, "Monitoring SES events using Amazon EventBridge". */
export const newsOf = ({ id, at, from, to, set, tags }: PostedMail, place: Place): object[] =>
  to.flatMap((address) => {
    const kind = simulated.exec(address)?.[1]?.toLowerCase();
    if (kind !== 'bounce' && kind !== 'complaint') return [];
    const { type, detail } = news[kind](address, at);
    const named = Object.entries({ 'ses:configuration-set': set, ...tags }).map(([name, value]) => [name, [value]]);
    const mail = { timestamp: at, source: from, messageId: id, destination: [...to], tags: Object.fromEntries(named) };
    return [
      {
        ...{ version: '0', id: randomUUID(), 'detail-type': type, source: 'aws.ses', account: place.account, time: at, region: place.region },
        ...{ resources: [arn(place, 'ses', `configuration-set/${set}`)], detail: { ...detail, mail } },
      },
    ];
  });
