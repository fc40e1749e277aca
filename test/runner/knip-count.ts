import type { Reporter } from 'knip';

/** Says how much was read, beside knip's own report of what it found. */
const knipCount: Reporter = ({ counters }) => {
  console.log(`Read ${counters.processed} files`);
};

export default knipCount;
