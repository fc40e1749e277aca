/** What part of full weeks each practice has, read from the directory's items as they lie there. */
type Item = { readonly pk: string; readonly data?: unknown };
type Entry = { from: string; wte: number; parts?: readonly { practice: string; wte: number }[] };
type Practitioner = { id: string; practices: readonly string[]; wte?: readonly Entry[] };

const practitionersIn = (items: readonly Item[]): Practitioner[] =>
  items.filter(({ pk }) => pk.startsWith('PRACTITIONER#')).map(({ data }) => JSON.parse(String(data)));
const hereOf = ({ practices, wte = [] }: Practitioner, practice: string, day: string): number | undefined => {
  const [newest] = wte.filter(({ from }) => from <= day).sort((one, other) => (one.from < other.from ? 1 : -1));
  if (newest?.parts) return newest.parts.find((one) => one.practice === practice)?.wte;
  return newest && newest.wte / practices.length;
};
/** Of a practice on a day; undefined where nobody works, or somebody's part is not known. */
export const hoursIn = (items: readonly Item[]) => {
  const all = practitionersIn(items).sort((one, other) => (one.id < other.id ? -1 : 1));
  return (practice: string, day: string): number | undefined => {
    const parts = all.filter(({ practices }) => practices.includes(practice)).map((one) => hereOf(one, practice, day));
    if (parts.length === 0) return undefined;
    let sum = 0;
    for (const part of parts) {
      if (part === undefined) return undefined;
      sum += part;
    }
    return sum;
  };
};
