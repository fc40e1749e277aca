/** Agreements on sharing data, one in a row. An organisation's agreement is known by its reference: the same again changes it. */
import type { Agreement } from '#directory/over-time';
import type { Organisation, Versioned } from '#directory/types';
import { unversioned } from '#web/set-up/territory';
import { cellReader } from './cells.ts';
import { type Gather, seenBefore, withEntry } from './gathered.ts';
import type { LineProblem } from './table.ts';

type Gathering = { organisation: Versioned<Organisation>; line: number; agreements: Agreement[] };

export const gatherAgreements: Gather = (rows, { organisations }, { words }) => {
  const { lineText: say } = words.imports;
  const problems: LineProblem[] = [];
  const found = new Map<string, Gathering>();
  const twice = seenBefore();
  for (const row of rows) {
    const cells = cellReader(row, problems, words);
    const [id, reference, purpose] = [cells.needed('organisation'), cells.needed('reference'), cells.needed('purpose')];
    const [from, until] = [cells.neededDay('from'), cells.day('until')];
    const organisation = organisations.find((one) => one.id === id);
    if (id !== '' && !organisation) cells.wrong('organisation', say.organisation);
    if (organisation && twice(`${id} ${reference}`)) cells.wrong('reference', say.twice);
    if (from && until && until < from) cells.wrong('until', say.endsBefore);
    if (!organisation || !from) continue;
    const one = found.get(id) ?? { organisation, line: row.line, agreements: organisation.agreements ?? [] };
    const entry: Agreement = { reference, purpose, from, ...(until ? { until } : {}) };
    found.set(id, { ...one, agreements: withEntry(one.agreements, entry, (agreement) => agreement.reference) });
  }
  const all = [...found.values()];
  return {
    document: { organisations: all.map(({ organisation, agreements }) => ({ ...unversioned(organisation), agreements })) },
    origins: all.map(({ line }, n) => ({ place: `organisations[${n}]`, line, fields: { agreements: 'reference' }, column: 'organisation' })),
    subjects: all.map(({ organisation }) => ({ label: organisation.name, records: [`organisation ${organisation.id}`] })),
    problems,
  };
};
