/** The health boards of areas: each council lies in one. */
import { isHealthBoard, placeName, within } from '#directory/councils';
import type { Area } from '#directory/types';

type Placed = Pick<Area, 'id' | 'council' | 'healthBoard'>;
const boardOf = ({ id, council, healthBoard }: Placed): string => healthBoard ?? within(council ?? id).find(isHealthBoard) ?? 'not-known';
/** By area. */
export const boardsOf = (areas: readonly Placed[]): ReadonlyMap<string, string> => new Map(areas.map((area) => [area.id, boardOf(area)]));
export const spansBoards = (areas: readonly Placed[]): boolean => new Set(areas.map(boardOf)).size > 1;
export const boardNames = (areas: readonly Placed[]): ReadonlyMap<string, string> => new Map(areas.map(boardOf).map((code) => [code, placeName(code) ?? code]));
