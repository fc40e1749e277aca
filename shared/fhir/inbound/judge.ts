/** Rules as rows: what is looked at, how grave it is, what the sender is told, and the check itself. */
import type { Issue, IssueCode } from '#fhir/outcome';

/** `flag` names the row, in tests and as a warning kept for triage. `fails` gives the FHIRPaths at fault, or whether `element` is. */
export type Rule<Context> = {
  flag: string;
  element: string;
  severity: 'reject' | 'warn';
  /** Of a refusal: 422 unless said otherwise. */
  status?: 403 | 413;
  code: IssueCode;
  text: string;
  fails: (context: Context) => boolean | readonly string[];
};
export type Judgement = { refusals: Issue[]; warnings: Issue[]; flags: string[] };

/** The places of those entries of a list that fail. */
export const failingIn = <One>(list: readonly One[] | undefined, path: string, fails: (one: One) => boolean): string[] =>
  (list ?? []).flatMap((one, index) => (fails(one) ? [`${path}[${index}]`] : []));
const issueOf = ({ severity, code, text, status }: Rule<never>, expression: string): Issue =>
  severity === 'reject' ? { severity: 'error', code, text, expression, status: status ?? 422 } : { severity: 'warning', code, text, expression };
/** Asks every rule, so that a sender hears everything at once. */
export const judge = <Context>(rules: readonly Rule<Context>[], context: Context): Judgement => {
  const found = rules.flatMap((rule) => {
    const fails = rule.fails(context);
    const places = typeof fails === 'boolean' ? (fails ? [rule.element] : []) : fails;
    return places.length > 0 ? [{ rule, issues: places.map((place) => issueOf(rule, place)) }] : [];
  });
  const of = (severity: Rule<never>['severity']) => found.filter(({ rule }) => rule.severity === severity);
  return {
    refusals: of('reject').flatMap(({ issues }) => issues),
    warnings: of('warn').flatMap(({ issues }) => issues),
    flags: of('warn').map(({ rule }) => rule.flag),
  };
};
