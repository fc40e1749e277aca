/** Builders that state only what matters to a test. All people and places are invented. */
import type { Actor, AreaId, ClientId, ManagerId, OrganisationId, PracticeId, PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { Act, Command } from '#referral/commands';
import type { Onward, OnwardId, PersonId, Referral, ReferralId, RequestFacts, TaskStatus } from '#referral/types';

export const monday = '2026-11-02T09:00:00.000Z' as Instant;
export const birchtree = 'birchtree' as PracticeId;
export const pantry = 'drumgarth-pantry' as OrganisationId;
export const welfare = 'kelvinbank-welfare' as OrganisationId;
const catriona = 'catriona-weir' as PractitionerId;
const client = 'test-client' as ClientId;

export const actors = {
  practice: { kind: 'practice', practice: birchtree, client },
  otherPractice: { kind: 'practice', practice: 'rowanbank' as PracticeId, client },
  practitioner: { kind: 'practitioner', practitioner: catriona, practices: [birchtree], client },
  otherPractitioner: { kind: 'practitioner', practitioner: 'jamal-rashid' as PractitionerId, practices: ['rowanbank' as PracticeId], client },
  organisation: { kind: 'organisation', organisation: pantry, client },
  otherOrganisation: { kind: 'organisation', organisation: welfare, client },
  manager: { kind: 'manager', manager: 'elspeth-munro' as ManagerId, areas: ['S12000049' as AreaId], client },
  clock: { kind: 'clock' },
  delivery: { kind: 'delivery' },
} as const satisfies Record<string, Actor>;
export type ActorName = keyof typeof actors;

export const facts = (over: Partial<RequestFacts> = {}): RequestFacts => ({
  practice: birchtree,
  requester: client,
  area: 'S12000049' as AreaId,
  person: 'p-1' as PersonId,
  need: { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' },
  urgency: 'routine',
  consent: true,
  doNotContact: false,
  warnings: [],
  ...over,
});

export const referralId = 'r0000000000000000000000001' as ReferralId;
export const onwardId = `${referralId}-00000001` as OnwardId;
const reason = { code: 'other', text: 'As agreed.' };

/** Fields a status brings, so that any status can be stood up at once. */
const standing = {
  draft: {},
  requested: {},
  accepted: { practitioner: catriona },
  'in-progress': { practitioner: catriona },
  'on-hold': { practitioner: catriona, reason },
  rejected: { practitioner: catriona, reason },
  completed: { practitioner: catriona, outcomes: [{ activity: 'Support given' }] },
  failed: { practitioner: catriona, reason },
  cancelled: { practitioner: catriona, reason, by: 'source' },
  'entered-in-error': {},
} as const satisfies Record<TaskStatus, object>;

export const referralIn = (status: TaskStatus, over: Partial<Referral> = {}): Referral => {
  const version = { versionId: 1, lastUpdated: monday };
  const base = {
    ...facts(),
    id: referralId,
    rev: 1,
    receivedAt: monday,
    serviceRequest: { ...version, status: status === 'draft' ? ('draft' as const) : ('active' as const) },
    task: version,
    onward: [],
  };
  return { ...base, status, ...standing[status], ...over } as Referral;
};

const onwardStanding = {
  'on-hold': { reason },
  rejected: { reason },
  completed: { outcome: { activity: 'Food parcel collected' } },
  failed: { reason },
  cancelled: { reason, acknowledged: false },
} as const;
export const onwardIn = (status: TaskStatus, over: Partial<Onward> = {}): Onward => {
  const version = { versionId: 1, lastUpdated: monday };
  const sent = {
    id: onwardId,
    organisation: pantry,
    need: facts().need,
    urgency: 'routine',
    sentAt: monday,
    sentBy: catriona,
    remindAt: '2026-11-09T09:00:00.000Z',
    escalateAt: '2026-11-16T09:00:00.000Z',
    answerBy: '2026-11-16',
    serviceRequest: { ...version, status: 'active' },
    task: version,
  };
  return { ...sent, status, ...(status in onwardStanding ? onwardStanding[status as keyof typeof onwardStanding] : {}), ...over } as Onward;
};

export const command = <A extends Act>(by: ActorName, act: A, at: Instant = monday): Command & A => ({ by: actors[by], at, ...act }) as Command & A;
