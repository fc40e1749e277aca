/** What is measured, by its name. */
import { benchBundles } from './bundles.ts';
import { benchCreates } from './creates.ts';
import { benchDirectory } from './directory.ts';
import { benchEndToEnd } from './end-to-end.ts';
import { benchFigures } from './figures.ts';
import { benchMemory } from './filling.ts';
import { benchPages } from './pages.ts';
import { benchRecount } from './recount.ts';
import { onHub, onHubs } from './running.ts';
import { benchStart } from './start.ts';
import { benchStudy } from './study.ts';
import { benchUnits } from './units.ts';
import { benchValidation } from './validation.ts';
import { benchWorklist } from './worklist.ts';

export const parts = (quick: boolean): Record<string, () => Promise<unknown> | unknown> => {
  const [rounds, sizes] = quick ? [{ rounds: 2, milliseconds: 1_000 }, [100, 1_000]] : [{ rounds: 5, milliseconds: 2_000 }, [1_000, 10_000, 100_000]];
  return {
    start: () => benchStart(quick ? 3 : 7),
    'end-to-end': () => onHub((hub) => benchEndToEnd(hub, quick ? 10 : 50)),
    creates: () => onHub((hub) => benchCreates(hub, rounds)),
    bundles: () => onHub((hub) => benchBundles(hub, rounds)),
    units: benchUnits,
    validation: async () => benchValidation(quick ? 500 : 5_000),
    worklist: () => onHubs(sizes.length, (hubs) => benchWorklist(hubs, { ...rounds, sizes })),
    pages: () => onHub((hub) => benchPages(hub, quick ? [1_000, 20] : [10_000, 200])),
    directory: () => benchDirectory(quick ? 600 : 6_000, quick ? 50 : 400),
    study: () => benchStudy(quick),
    figures: () => onHubs(2, (hubs) => benchFigures(hubs, quick ? [10_000, 100_000] : [10_000, 1_000_000], quick ? 20 : 100)),
    recount: () => benchRecount(quick ? 300 : 3_000),
    memory: () => (quick ? benchMemory(1_000, 5) : benchMemory(10_000, 30)),
  };
};
