/** Reads what is to be sent: to whom, what of the person, for which need, and the answers to what is asked. */
import type { ServiceField } from '#directory/types';
import { isUnder16 } from '#people/consent-giving';
import type { LocalDate } from '#platform/types';
import type { NeedCode } from '#referral/needs';
import type { ServiceAnswer, Urgency } from '#referral/types';
import { type Faults, ticked } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import type { Case } from '#web/work/case-data';
import { type Checked, needChoices } from './check-data.ts';
import { readAnswer } from './question-field.ts';

/** `agreed`: the person said so just now. */
export type ToSend = { one: Checked; need: NeedCode | ''; fields: ServiceField[]; answers: ServiceAnswer[]; agreed: boolean };
export type Read = { sends: ToSend[]; urgency: Urgency; neededBy?: LocalDate | undefined };
/** What is wanted `today` is wanted by today, whether somebody wrote the day down or not. */
const wantedBy = (urgency: Urgency, day: LocalDate | undefined, today: LocalDate): LocalDate | undefined => day ?? (urgency === 'stat' ? today : undefined);
const urgencies = ['routine', 'urgent', 'asap', 'stat'] as const satisfies Urgency[];

type Reader = ReturnType<typeof fieldReader>;
export const readNeeded = ({ form, words, today }: Submitted): LocalDate | undefined => {
  const read = fieldReader(form, words);
  return wantedBy(read.choice('urgency', urgencies) ?? 'routine', read.day('needed'), today);
};
const toSend = (one: Checked, read: Reader, found: Case, visit: Submitted): ToSend => {
  const { words, form, today } = visit;
  const { at, service, standing } = one;
  const agreed = standing !== 'given' && ticked(form, `${at}-agreed`) && isUnder16(found.known?.summary.birthDate, today) !== 'yes';
  if (standing !== 'given' && !agreed) read.wrong(`${at}-agreed`, words.referring.consentNeeded);
  const answers = one.questions.flatMap((question): ServiceAnswer[] => {
    const answer = readAnswer(question, read, form, words);
    return answer === undefined ? [] : [{ question: question.text, text: answer }];
  });
  return { one, need: read.choice(`${at}-need`, needChoices(found)) ?? one.need, fields: read.some(`${at}-fields`, service.fields), answers, agreed };
};
export const readCheck = (checked: readonly Checked[], found: Case, visit: Submitted): Read | { faults: Faults } => {
  const { words, form, today } = visit;
  const read = fieldReader(form, words);
  const wanted = checked.filter(({ at, sent }) => !sent && !ticked(form, `${at}-out`));
  const [urgency, neededBy] = [read.choice('urgency', urgencies) ?? found.referral.urgency, read.day('needed')];
  if (neededBy && neededBy < today) read.wrong('needed', words.frame.faults.dayPast);
  const sends = wanted.map((one) => toSend(one, read, found, visit));
  return read.isRight() ? { sends, urgency, neededBy: wantedBy(urgency, neededBy, today) } : { faults: read.faults() };
};
