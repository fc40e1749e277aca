/** What keys and conditions mean outside DynamoDB itself. */
import type { Condition, Item, Key, Write } from './types.ts';

export const keyText = (key: Key): string => `${key.pk}\n${key.sk}`;
export const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('update' in write) return write.update;
  return 'delete' in write ? write.delete : write.check;
};
export const holds = (condition: Condition | undefined, item: Item | undefined): boolean => {
  if (!condition) return true;
  if ('absent' in condition) return item === undefined;
  if ('equals' in condition) return item !== undefined && Object.entries(condition.equals).every(([name, value]) => item[name] === value);
  const current = item?.[condition.absentOrBelow.attribute];
  return item === undefined || current === undefined || Number(current) < condition.absentOrBelow.value;
};
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
