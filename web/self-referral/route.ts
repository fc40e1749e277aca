/** `/self-referral/{practice}`: anybody may open it, and ask for help without an account, a telephone number or a script. */
import { contactDaysOf } from '#directory/contact-days';
import { practiceId } from '#directory/ids';
import type { Practice } from '#directory/types';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { errorFields } from '#platform/log';
import type { LocalDate } from '#platform/types';
import { calendar, londonDate, workingDayAfter } from '#referral/working-days';
import { seeOther } from '#web/frame/answer';
import type { Filled } from '#web/frame/fields';
import { type Form, readForm, text } from '#web/frame/form';
import { fieldReader } from '#web/frame/read-fields';
import { dayText } from '#web/frame/when';
import type { WebPorts } from '#web/ports';
import { wordsIn } from '#web/words/words';
import { formAt, isLanguage, overAnswer, type Public, publicAnswer } from './around.ts';
import { askedIn, formView, trap } from './form.ts';
import { ask, wasAsked } from './send.ts';
import { isWithin, stampOf, stampSays } from './spam.ts';
import { opened, sealed, thanksPage } from './thanks.ts';

/** Bytes of a posted form: what its fields may hold, percent-encoded, and then some. */
const longestForm = 32_768;

const practiceAt = async ({ path }: Call, { fhir }: WebPorts): Promise<Practice | undefined> => {
  const [, , id = '', ...rest] = path.replace(/\/$/, '').split('/');
  const named = practiceId.safeParse(id);
  return rest.length === 0 && named.success ? fhir.directory.practice(named.data) : undefined;
};
const answerDay = async (practice: Practice, { receivedAt }: Call, { fhir }: WebPorts): Promise<LocalDate> => {
  const area = await fhir.directory.area(practice.area);
  return workingDayAfter(londonDate(receivedAt), contactDaysOf(practice), calendar(area?.holidays));
};

type There = { around: Public; practice: Practice; ports: WebPorts };
/** `stamp`: kept from the page before, so that who was too quick need not wait again. */
const formAnswer = async ({ around, practice, ports }: There, filled: Filled, { status, stamp }: { status?: number; stamp?: string } = {}): Promise<Answer> => {
  const { call, words } = around;
  const day = dayText(await answerDay(practice, call, ports), londonDate(call.receivedAt), words);
  const opening = { stamp: stamp ?? (await stampOf(call.receivedAt, practice.id, ports)), day, practice };
  const page = { title: words.selfReferral.form.title, faults: filled.faults, ...(status ? { status } : {}), body: formView(opening, filled, around) };
  return publicAnswer(page, around, filled.form ? 'noindex' : 'indexed');
};
const looked = async (there: There): Promise<Answer> => {
  const { around, practice, ports } = there;
  const sent = new URLSearchParams(around.call.rawQuery).get('sent');
  const thanks = sent === null ? undefined : await opened(sent, practice, ports);
  return thanks ? publicAnswer(thanksPage(thanks, practice, around), { ...around, ...(sent === null ? {} : { sent }) }, 'noindex') : formAnswer(there, {});
};

/** What a machine would have done, in words for the person who did it by chance; nothing is dropped in silence. */
const suspicion = async (form: Form, { around, practice, ports }: There): Promise<'quick' | 'trap' | 'stale' | undefined> => {
  if (text(form, trap) !== '') return 'trap';
  const says = await stampSays(text(form, 'stamp'), practice.id, around.call.receivedAt, ports);
  return says === 'right' ? undefined : says;
};
const sent = async (form: Form, there: There): Promise<Answer> => {
  const { around, practice, ports } = there;
  const { call, words } = around;
  const read = fieldReader(form, words);
  const asked = askedIn(read, form, londonDate(call.receivedAt), words);
  const why = await suspicion(form, there);
  if (asked && why) read.wrong('help', words.selfReferral.faults[why]);
  if (!asked || why) return formAnswer(there, { form, faults: read.faults() }, why === 'stale' ? {} : { stamp: text(form, 'stamp') });
  const answerBy = await answerDay(practice, call, ports);
  const asking = { asked, practice, answerBy, around };
  const isNew = !(await wasAsked(asking, ports.fhir));
  if (isNew && !(await isWithin(practice.id, call.receivedAt, ports.access))) return overAnswer('full', 429, around);
  const made = isNew ? await ask(asking, ports.fhir) : { ok: true as const };
  if (!made.ok) return formAnswer(there, { form, faults: { help: words.selfReferral.over.busy.text } }, { status: 503, stamp: text(form, 'stamp') });
  return seeOther(formAt(practice, around.language, await sealed({ answerBy, way: asked.way }, practice, ports)));
};

const answered = async (around: Public, ports: WebPorts): Promise<Answer> => {
  const { call } = around;
  const practice = await practiceAt(call, ports);
  if (!practice) return overAnswer('missing', 404, around);
  const there = { around: { ...around, practice }, practice, ports };
  if (practice.selfReferral === false) return overAnswer('off', 404, there.around);
  if (call.method === 'GET' || call.method === 'HEAD') return looked(there);
  if (call.method !== 'POST') return overAnswer('method', 405, there.around);
  const form = call.body.length <= longestForm ? readForm(call.body) : undefined;
  return form ? sent(form, there) : overAnswer('unreadable', 400, there.around);
};
export const selfReferralRoute =
  (ports: WebPorts): Handler =>
  async (call) => {
    const asked = new URLSearchParams(call.rawQuery).get('language');
    const language = isLanguage(asked) ? asked : 'en';
    const around: Public = { call, practice: undefined, language, words: wordsIn(language), local: ports.local };
    try {
      return await answered(around, ports);
    } catch (error) {
      ports.log('fault', { route: 'selfReferral', request: call.requestId, ...errorFields(error) });
      return overAnswer('broken', 500, around);
    }
  };
