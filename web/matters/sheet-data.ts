/** What the sheet tells, and what it leaves out because somebody else at home may read it. */
import type { OrganisationId } from '#identity/types';
import type { AgreedSheet } from '#people/about';
import type { Onward, Referral } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { Language } from '#web/words/words';
import type { Case } from '#web/work/case-data';
import { type GoalShown, isEnded } from './goal-resource.ts';
import { goalsOf } from './goals.ts';

export type SheetFormat = AgreedSheet['format'];
export type Asked = { name: string; onward: Onward & { status: ShownStatus } };
type ShownStatus = Exclude<Onward['status'], 'entered-in-error'>;
export type SheetData = {
  language: Language;
  large: boolean;
  practitioner: string | undefined;
  practice: { name: string; phone?: string } | undefined;
  goals: readonly GoalShown[];
  /** None is named to whoever else reads the sheet of somebody sensitive. */
  asked: readonly Asked[];
  /** Some were asked who are not named. */
  unnamed: boolean;
  /** Goals, and the words and place of the next step are left out. */
  discreet: boolean;
};

const isShown = (onward: Onward): onward is Onward & { status: ShownStatus } => onward.status !== 'entered-in-error';
const askedOf = async ({ onward }: Pick<Referral, 'onward'>, { ports }: Visit): Promise<Asked[]> => {
  const named = onward.filter(isShown);
  const found = await Promise.all(named.map(({ organisation }) => ports.fhir.directory.organisation(organisation as OrganisationId)));
  return named.map((one, n) => ({ name: found[n]?.name ?? one.organisation, onward: one }));
};

/** As the address asks, else as the person wanted it. */
const lookOf = ({ known }: Case, { query }: Visit): Pick<SheetData, 'language' | 'large'> => {
  const wanted = known?.about.sheet;
  const [language, format] = [query.get('language') ?? wanted?.language, query.get('format') ?? wanted?.format];
  return { language: language === 'gd' ? 'gd' : 'en', large: format === 'large' || format === 'large-print' };
};
/** `?goals=yes`: the practitioner looked, and the person wants them on paper. */
export const sheetData = async (found: Case, visit: Visit): Promise<SheetData> => {
  const { referral, known, sensitive, masked } = found;
  const { directory } = visit.ports.fhir;
  const discreet = masked || (sensitive && visit.query.get('goals') !== 'yes');
  const holder = 'practitioner' in referral ? referral.practitioner : undefined;
  const [practitioner, practice, goals, asked] = await Promise.all([
    holder && directory.practitioner(holder),
    directory.practice(referral.practice),
    known && !discreet ? goalsOf(known, visit) : [],
    sensitive ? [] : askedOf(referral, visit),
  ]);
  return {
    ...lookOf(found, visit),
    ...{ practitioner: practitioner?.name, practice, goals: goals.filter((goal) => !isEnded(goal)), asked, discreet },
    unnamed: referral.onward.filter(isShown).length > asked.length,
  };
};
