/** Makes a referral out of a form, through the hub's FHIR face and for the practice, with what belongs to it: all of it or nothing. */
import type { OperationOutcome, ServiceRequest } from 'fhir/r4.js';
import { inOneTransaction } from '#fhir/bundle/one-transaction';
import type { Entered, FhirPorts } from '#fhir/ports';
import { refusals } from '#fhir/refusals';
import type { PracticeCaller } from '#identity/types';
import type { Answer, Call } from '#platform/endpoint';
import type { Referral, ReferralId } from '#referral/types';
import { fhirAs } from '#web/frame/fhir';

/** `sent-before`: the same form, filled in otherwise. */
type NotEntered = 'sent-before' | 'died' | 'busy';
export type Made = { ok: true; referral: Referral; repeated: boolean } | { ok: false; because: NotEntered };
type Entering = {
  call: Call;
  by: PracticeCaller;
  entered: Entered;
  /** Asked at each attempt, over the ports of it: writes what must be written before, and says the request; undefined: it cannot be now. */
  request(ports: FhirPorts): Promise<ServiceRequest | undefined>;
  /** What must be written with a new referral; false: it cannot be now. */
  beside?(referral: Referral, ports: FhirPorts): Promise<boolean>;
};

const issueText = ({ body }: Answer): string => (body as OperationOutcome | undefined)?.issue?.[0]?.details?.text ?? '';
/** A form asks for what the rules of a referral ask for; another refusal is the hub's own mistake. */
const refusalOf = (answer: Answer): NotEntered => {
  if (answer.status === refusals.duplicate.status) return 'sent-before';
  if (answer.status === refusals.busy.status) return 'busy';
  if (issueText(answer).startsWith(refusals['person-died'].text)) return 'died';
  throw new Error(`a form made a request that its own hub refuses: ${answer.status} ${issueText(answer)}`);
};
const madeIn = async (answer: Answer, ports: FhirPorts): Promise<Referral> => {
  const loaded = await ports.carryOut.store.load((answer.body as ServiceRequest).id as ReferralId);
  if (!loaded) throw new Error('a referral that was made and is not there');
  return loaded.referral;
};

type Tried = { keep: boolean; made: Made };
const busy: Tried = { keep: false, made: { ok: false, because: 'busy' } };
export const enter = async ({ call, by, entered, request, beside }: Entering, ports: FhirPorts): Promise<Made> => {
  const tried = await inOneTransaction(ports, async (staged): Promise<Tried> => {
    const body = await request(staged);
    if (!body) return busy;
    const answer = await fhirAs(by, call, staged, { method: 'POST', path: 'ServiceRequest', body, entered });
    if (answer.status >= 300) return { keep: false, made: { ok: false, because: refusalOf(answer) } };
    const referral = await madeIn(answer, staged);
    if (answer.status === 200) return { keep: false, made: { ok: true, referral, repeated: true } };
    const done = (await beside?.(referral, staged)) ?? true;
    if (!done) return busy;
    return { keep: true, made: { ok: true, referral: await madeIn(answer, staged), repeated: false } };
  });
  return tried.ok ? tried.done.made : { ok: false, because: 'busy' };
};
