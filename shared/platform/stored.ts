/** Parsers of what the hub itself wrote: checked then, named again here. */
import * as z from 'zod/mini';
import type { Instant } from './types.ts';

export const instant = z.pipe(
  z.string(),
  z.transform((text) => text as Instant),
);
