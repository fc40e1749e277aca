/** What a manager does to the system of an organisation, by the name of its button. */
import { redrive } from '#delivery/redrive';
import { challenge, sendTrial } from '#delivery/trial';
import {
  approveNext,
  type Changed,
  endOldAnswerKey,
  endOldHubKey,
  mayApprove,
  noteAnswered,
  proposeEndpoint,
  rotateAnswerKey,
  rotateHubKey,
  switchEndpoint,
  withdrawNext,
} from '#directory/endpoint-store';
import { listensAt } from '#directory/onboarding-document';
import { text } from '#web/frame/form';
import type { Result, Submitted } from '#web/frame/page';
import { secretView } from './secret-view.ts';
import type { System } from './system-data.ts';
import { systemView } from './system-view.ts';

type Did = keyof Submitted['words']['systems']['did'];
const go = ({ path }: System, did: Did, said?: string): Result => ({ go: `${path}?did=${did}${said ? `&said=${said}` : ''}` });
/** A secret is on the page that comes back, and on no other. */
const after = (changed: Changed, system: System, did: Did, visit: Submitted): Result => {
  if (!changed.ok) return changed.because === 'changed' ? { trouble: 'changed' } : go(system, 'impossible');
  return changed.issued ? secretView(changed.issued, system, visit) : go(system, did);
};

const propose = async (system: System, visit: Submitted): Promise<Result> => {
  const { address } = visit.words.systems;
  const url = text(visit.form, 'url');
  const again = (fault: string) => systemView(system, { form: visit.form, faults: { url: fault } }, visit);
  if (url.length > 300 || !listensAt(url, visit.ports.fhir.subscriptions.allowLoopback)) return again(address.wrong);
  if (url === system.listening.endpoint?.url) return again(address.same);
  return after(await proposeEndpoint(system.organisation.id, url, system.deps), system, 'proposed', visit);
};
const check = async (system: System, visit: Submitted): Promise<Result> => {
  const { next, endpoint } = system.listening;
  if (!next) return go(system, 'impossible');
  const tried = await challenge({ party: next.party, url: next.url, keys: endpoint?.keys ?? next.keys }, system.trial);
  if (!tried.passed) return go(system, tried.why, tried.word);
  return after(await noteAnswered(next.party, next.url, system.deps), system, 'passed', visit);
};
/** Who is registered hears of it first: a mail that cannot be sent stops it. Whether the old address takes the message is its own affair. */
const approve = async (system: System, visit: Submitted): Promise<Result> => {
  const { organisation, listening, trial, deps } = system;
  const { next, endpoint } = listening;
  if (!next || text(visit.form, 'url') !== next.url || !mayApprove(next, deps.clock.now())) return go(system, 'impossible');
  const { mail } = visit.words.systems;
  if (organisation.mail) await visit.ports.mail.send({ to: organisation.mail, subject: mail.subject, text: mail.text(organisation.name) });
  if (endpoint && !endpoint.disabledAt) await sendTrial(endpoint, 'hub.endpoint-changed', trial);
  return after(await approveNext(organisation.id, next.url, deps), system, 'approved', visit);
};
const test = async (system: System): Promise<Result> => {
  const { endpoint } = system.listening;
  if (!endpoint || endpoint.disabledAt) return go(system, 'impossible');
  const { taken, word } = await sendTrial(endpoint, 'hub.test', system.trial);
  return go(system, taken ? 'taken' : 'refused', word);
};
const sendWaiting = async (system: System, did: Did): Promise<Result> =>
  go(system, (await redrive(system.organisation.id, system.redriving)).ok ? did : 'impossible');
const resume = async (system: System, visit: Submitted): Promise<Result> => {
  const changed = await switchEndpoint(system.organisation.id, true, system.deps);
  return changed.ok ? sendWaiting(system, 'resumed') : after(changed, system, 'resumed', visit);
};

const acts: Readonly<Record<string, (system: System, visit: Submitted) => Promise<Result>>> = {
  propose,
  check,
  approve,
  withdraw: async (system, visit) => after(await withdrawNext(system.organisation.id, system.deps), system, 'withdrawn', visit),
  'rotate-hub': async (system, visit) => after(await rotateHubKey(system.organisation.id, system.deps), system, 'impossible', visit),
  'rotate-own': async (system, visit) => after(await rotateAnswerKey(system.organisation.id, system.deps), system, 'impossible', visit),
  'end-hub': async (system, visit) => after(await endOldHubKey(system.organisation.id, system.deps), system, 'ended', visit),
  'end-own': async (system, visit) => after(await endOldAnswerKey(system.organisation.id, system.deps), system, 'ended', visit),
  test: (system) => test(system),
  redrive: (system) => sendWaiting(system, 'redriven'),
  pause: async (system, visit) => after(await switchEndpoint(system.organisation.id, false, system.deps), system, 'paused', visit),
  resume,
};
export const actOn = async (system: System, visit: Submitted): Promise<Result> => {
  const name = text(visit.form, 'do');
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  return act ? act(system, visit) : go(system, 'impossible');
};
