/** The functions beside their grants: what each is for, who is hurt while it fails, and how big it is. */
import type { FunctionName } from './hub-stack.ts';

/** `seconds`: how long one run may take. `atOnce`: how many run together at most, so that none can starve another. */
export const functions: Record<FunctionName, { does: string; hurt: string; seconds: number; megabytes: number; atOnce: number }> = {
  api: {
    does: 'Answers client systems: FHIR, signed answers, tokens, figures',
    hurt: 'GP systems cannot refer, and the answers of organisations are refused.',
    ...{ seconds: 28, megabytes: 1024, atOnce: 100 },
  },
  web: {
    does: 'Answers people: sign-in and the pages of the workspace',
    hurt: 'Practitioners and practice teams see no list, no person and no warning, and nobody can refer himself.',
    ...{ seconds: 28, megabytes: 1024, atOnce: 50 },
  },
  systems: {
    does: "Answers managers: the pages on organisations' systems, their addresses and keys",
    hurt: 'No address of a system is changed, no key is made and nothing is sent again by hand.',
    ...{ seconds: 28, megabytes: 1024, atOnce: 5 },
  },
  study: {
    does: 'Answers managers and data collectors: studies, what is entered from paper for them, and their exports',
    hurt: 'No export of a study is made, and data collectors enter nothing.',
    ...{ seconds: 28, megabytes: 1024, atOnce: 5 },
  },
  figures: {
    does: 'Answers people: the pages of figures',
    hurt: 'Managers and practices see no figures.',
    ...{ seconds: 28, megabytes: 1024, atOnce: 10 },
  },
  relay: {
    does: 'Publishes what was committed: to the delivery lanes and to counting',
    hurt: 'Organisations and practices hear of referrals late: when the sweep finds them.',
    ...{ seconds: 30, megabytes: 512, atOnce: 10 },
  },
  deliver: {
    does: 'Works off one lane: decides, renders, signs and has it sent',
    hurt: 'Organisations do not hear of new referrals, practices not of answers.',
    ...{ seconds: 30, megabytes: 1024, atOnce: 10 },
  },
  send: {
    does: 'Posts one signed request to an address on the internet, or fetches the keys of a client from one',
    hurt: 'Organisations do not hear of new referrals, practices not of answers.',
    // All ten messages of each batch of deliver.
    ...{ seconds: 20, megabytes: 512, atOnce: 100 },
  },
  wake: {
    does: 'Wakes a lane whose time has come',
    hurt: 'Failed deliveries are tried again only when the sweep finds them.',
    ...{ seconds: 10, megabytes: 512, atOnce: 2 },
  },
  bounced: {
    does: 'Hears from the mail service which e-mails came back',
    hurt: 'Nobody is told that an e-mail to an organisation came back; its practitioner learns it when no answer comes.',
    ...{ seconds: 10, megabytes: 512, atOnce: 2 },
  },
  count: { does: 'Adds commits to the figures', hurt: "The manager's figures are behind.", ...{ seconds: 30, megabytes: 512, atOnce: 2 } },
  recount: {
    does: 'Holds the figures against the log once a day, and makes those of a past day that were asked for',
    hurt: 'Nobody knows whether the figures can be trusted; figures of a past day are not made.',
    ...{ seconds: 900, megabytes: 1024, atOnce: 1 },
  },
  sweep: {
    does: 'Finds what the stream or a timer forgot; keeps the deadlines',
    hurt: 'Nobody is reminded, nothing is escalated, and what the stream lost stays lost.',
    ...{ seconds: 55, megabytes: 512, atOnce: 1 },
  },
  stranded: {
    does: 'Puts what could not be worked off on a worklist',
    hurt: 'A referral stands still and nobody is told.',
    ...{ seconds: 30, megabytes: 512, atOnce: 10 },
  },
  aliss: {
    does: 'Keeps a copy of ALISS, the public directory, in step',
    hurt: 'Practitioners choose from a directory that grows old; referrals go on as before.',
    ...{ seconds: 900, megabytes: 512, atOnce: 1 },
  },
  frontDoor: {
    does: 'Refuses what did not come through the front door',
    hurt: 'Nobody reaches the hub.',
    ...{ seconds: 5, megabytes: 256, atOnce: 20 },
  },
};
