/** Rules 26 and 30: attachments and long texts, of whatever resource; each says itself where they are. */
import { acceptedTypes, type Content, isAccepted, isDisguised, isTooLarge, longestText } from './content.ts';
import type { Rule } from './judge.ts';

type WithContent = { content: Content };
const attachmentPaths = ({ content }: WithContent, fails: (attachment: Content['attachments'][number]) => boolean): string[] =>
  content.attachments.flatMap((attachment) => (fails(attachment) ? [attachment.path] : []));

export const attachmentRules: readonly (Rule<WithContent> & { rule: number })[] = [
  {
    rule: 26,
    flag: 'attachment-type',
    element: 'contained',
    severity: 'reject',
    code: 'not-supported',
    text: `Attachments are taken as ${acceptedTypes.join(', ')}. Send it as one of these.`,
    fails: (sent) => attachmentPaths(sent, (attachment) => !isAccepted(attachment)),
  },
  {
    rule: 26,
    flag: 'attachment-disguised',
    element: 'contained',
    severity: 'reject',
    code: 'value',
    text: 'The attachment does not begin as a file of its contentType does. Send the right contentType with the data.',
    fails: (sent) => attachmentPaths(sent, isDisguised),
  },
  {
    rule: 26,
    flag: 'attachment-too-large',
    element: 'contained',
    severity: 'reject',
    status: 413,
    code: 'too-long',
    text: 'The attachment is larger than 5 MB. Send a smaller one.',
    fails: (sent) => attachmentPaths(sent, isTooLarge),
  },
  {
    rule: 26,
    flag: 'attachment-elsewhere',
    element: 'contained',
    severity: 'warn',
    code: 'not-supported',
    text: 'The hub fetches no attachments from elsewhere, so nobody will see it. Send its data.',
    fails: (sent) => attachmentPaths(sent, ({ data, hasUrl }) => hasUrl && data === undefined),
  },
  {
    rule: 30,
    flag: 'text-too-long',
    element: 'text',
    severity: 'reject',
    code: 'too-long',
    text: `This text is longer than ${longestText} characters. Shorten it, or send it as an attachment.`,
    fails: ({ content }) => content.longTexts,
  },
];
