/** What an export says of itself. It names no day on which it was made: the same study, data and cut-off make the same bytes. */
import type { LocalDate } from '#platform/types';
import { type Looked, leastClass, levels } from './anonymity.ts';
import { dictionaryVersion } from './columns.ts';
import { type Flow, type Missing, readFlowKey } from './flow.ts';
import type { Study } from './types.ts';

type FileMade = { name: string; rows?: number; bytes: number; sha256: string };
type Said = { study: Study; cutOff: LocalDate; files: readonly FileMade[]; looked: Looked; flow: Flow; missing: Missing };

const sum = (flow: Flow, stage: string): number =>
  Object.entries(flow).reduce((total, [key, count]) => (readFlowKey(key).stage === stage ? total + count : total), 0);
export const manifestOf = ({ study, cutOff, files, looked, flow, missing }: Said): string => {
  const { approval } = study;
  const { smallest, hidden, level } = looked;
  return `${JSON.stringify(
    {
      format: 'links-hub study export',
      definitions: dictionaryVersion,
      study: { id: study.id, name: study.name, version: study.versionId, approval: approval && { reference: approval.reference, by: approval.body } },
      cutOff,
      participants: sum(flow, 'takes-part'),
      withdrawals: sum(flow, 'withdrew'),
      anonymity: { least: leastClass, of: ['practice', 'age_band', 'sex', 'simd'], smallest, hidden, coarseness: { step: level, ...levels[level] } },
      missing,
      files,
    },
    undefined,
    1,
  )}\n`;
};
