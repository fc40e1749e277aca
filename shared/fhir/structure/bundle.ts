/** R4's rules on Bundles, of the form of those in invariants.ts. */
import { type Fields, fieldsOf, has, hasAny, listOf, textOf } from './fields.ts';
import type { Invariant } from './invariants.ts';

const isOf = (bundle: Fields, ...types: string[]): boolean => types.includes(textOf(bundle, 'type'));
const entries = (bundle: Fields): Fields[] => listOf(bundle, 'entry');
/** Every entry has it in these types of Bundle, and none in others. */
const exactlyIn =
  (name: string, ...types: string[]) =>
  (bundle: Fields): boolean =>
    entries(bundle).every((entry) => has(entry, name) === isOf(bundle, ...types));
const firstIs = (bundle: Fields, type: string): boolean => fieldsOf(entries(bundle)[0] ?? {}, 'resource').resourceType === type;
const hasFullIdentifier = (bundle: Fields): boolean => has(fieldsOf(bundle, 'identifier'), 'system') && has(fieldsOf(bundle, 'identifier'), 'value');
const isDistinct = (bundle: Fields): boolean => {
  const named = entries(bundle).filter((entry) => has(entry, 'fullUrl'));
  return (
    new Set(named.map((entry) => `${textOf(entry, 'fullUrl')} ${textOf(fieldsOf(fieldsOf(entry, 'resource'), 'meta'), 'versionId')}`)).size === named.length
  );
};

type Row = Omit<Invariant, 'type'>;
const ofBundle: Row[] = [
  { key: 'bdl-1', text: '`total` is only for a searchset or a history.', holds: (value) => !has(value, 'total') || isOf(value, 'searchset', 'history') },
  {
    key: 'bdl-2',
    text: '`entry.search` is only for a searchset.',
    holds: (value) => isOf(value, 'searchset') || entries(value).every((entry) => !has(entry, 'search')),
  },
  {
    key: 'bdl-3',
    text: '`entry.request` is for each entry of a batch, transaction or history, and no other.',
    holds: exactlyIn('request', 'batch', 'transaction', 'history'),
  },
  {
    key: 'bdl-4',
    text: '`entry.response` is for each entry of a response or history, and no other.',
    holds: exactlyIn('response', 'batch-response', 'transaction-response', 'history'),
  },
  { key: 'bdl-7', text: 'Two entries have the same fullUrl. Give each its own.', holds: (value) => isOf(value, 'history') || isDistinct(value) },
  { key: 'bdl-9', text: 'A document needs an identifier with system and value.', holds: (value) => !isOf(value, 'document') || hasFullIdentifier(value) },
  { key: 'bdl-10', text: 'A document needs a timestamp.', holds: (value) => !isOf(value, 'document') || textOf(value, 'timestamp') !== '' },
  { key: 'bdl-11', text: 'A document begins with a Composition.', holds: (value) => !isOf(value, 'document') || firstIs(value, 'Composition') },
  { key: 'bdl-12', text: 'A message begins with a MessageHeader.', holds: (value) => !isOf(value, 'message') || firstIs(value, 'MessageHeader') },
];
const ofEntry: Row[] = [
  { key: 'bdl-5', text: 'An entry needs a resource, a request or a response.', holds: (value) => hasAny(value, 'resource', 'request', 'response') },
  { key: 'bdl-8', text: '`fullUrl` names no version.', holds: (value) => !textOf(value, 'fullUrl').includes('/_history/') },
];
export const bundleInvariants: Invariant[] = [
  ...ofBundle.map((row) => ({ type: 'Bundle', ...row })),
  ...ofEntry.map((row) => ({ type: 'Bundle.entry', ...row })),
];
